import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleOrder } from './sample-order.ts';
import { type SimulatorProcess, startSimulatorProcess } from './start-simulator-process.ts';
import { createTestingClient } from './testing-client.ts';

/** One process for all of it: each test leaves it as it found it. */
let simulator: SimulatorProcess;
let client: ReturnType<typeof createTestingClient>;
beforeAll(async () => {
  simulator = await startSimulatorProcess();
  client = createTestingClient(simulator);
});
afterAll(() => simulator.close());

async function until(id: string, status: string): Promise<Record<string, unknown>> {
  for (;;) {
    const seen = await client.status(id);
    if (seen['status'] === status) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a simulator in another process', () => {
  it('renders with its own worker, and says what happened', async () => {
    const order = sampleOrder();
    const id = await client.submit(order);
    await until(id, 'COMPLETED');
    const state = await simulator.control({ command: 'state' });
    expect(state.jobs).toMatchObject([{ id, attemptId: order.attempt_id, state: 'COMPLETED' }]);
    expect(state.requests).toMatchObject({ run: 1, 'job-done': 1 });
    expect(state.mostInTenSeconds['run']).toBe(1);
    expect(state.billedMs).toBe(state.jobs[0]?.billedMs);
  });

  it('is told of faults, capacity, late progress and the network', async () => {
    await simulator.control({ command: 'add_fault', rule: { route: 'run', fault: { kind: 'unauthorized' } } });
    await expect(client.submit(sampleOrder())).rejects.toThrow('401');
    await simulator.control({ command: 'add_fault', rule: { route: 'run', fault: { kind: 'hang' }, times: 'always' } });
    expect(await simulator.control({ command: 'clear_faults' })).toMatchObject({ faultsPending: 0 });
    await simulator.control({ command: 'show_late_progress', shows: true });
    await simulator.control({ command: 'show_late_progress', shows: false });

    await simulator.control({ command: 'set_capacity', capacity: { mode: 'throttled' } });
    await simulator.control({ command: 'script_workers', counts: { throttled: 2 } });
    expect(await client.get('/health')).toMatchObject({ workers: { idle: 0, throttled: 3 } });
    await simulator.control({ command: 'script_workers', counts: {} });
    await simulator.control({ command: 'set_capacity', capacity: { mode: 'open' } });

    await simulator.control({ command: 'set_network', state: 'refused' });
    await expect(client.get('/health')).rejects.toThrow('fetch failed');
    await simulator.control({ command: 'set_network', state: 'up' });
    expect(await client.get('/health')).toMatchObject({ workers: { idle: 1 } });
  });

  it('starts, holds, lets go and kills workers, and forgets jobs', async () => {
    const { lightWorkers } = await simulator.control({ command: 'state' });
    await simulator.control({ command: 'next_behaviour', behaviour: { holdAt: 'decode' } });
    const order = sampleOrder();
    const id = await client.submit(order);
    let isHolding = false;
    while (!isHolding) {
      isHolding = (await simulator.control({ command: 'state' })).lightWorkers.some((worker) => worker.isHolding);
    }
    expect(await client.status(id)).toMatchObject({ status: 'IN_PROGRESS' });
    await simulator.control({ command: 'let_go' });
    await until(id, 'COMPLETED');
    await simulator.control({ command: 'forget_job', job: order.attempt_id });
    await expect(client.status(id)).rejects.toThrow('404');

    const more = await simulator.control({ command: 'start_worker', behaviour: { stepMs: 1 } });
    expect(more.lightWorkers).toHaveLength(2);
    const [newest] = more.lightWorkers.filter(({ id: other }) => other !== lightWorkers[0]?.id);
    const fewer = await simulator.control({ command: 'kill_worker', worker: newest?.id ?? '' });
    expect(fewer.lightWorkers).toEqual([{ id: lightWorkers[0]?.id, isHolding: false }]);
  });

  it('refuses commands that it does not know, about nothing, or without its key', async () => {
    const post = (body: string, key = simulator.controlKey) =>
      fetch(simulator.controlUrl, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body });
    expect((await post('{"command":"dance"}')).status).toBe(400);
    expect((await post('{"command":"state"}', simulator.apiKey)).status).toBe(401);
    expect((await post('{"command":"kill_worker","worker":"none"}')).status).toBe(404);
    const onJobs = await client.call('POST', '/', '{"command":"state"}');
    expect(onJobs.status).toBe(404);
  });
});
