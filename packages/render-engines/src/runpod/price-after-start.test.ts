import type { RenderEngine, RenderRef, RenderStatus } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { runPodRoom } from '../testing/runpod-room.ts';

const room = runPodRoom();
const price = 0.00031;

async function statusOf(engine: RenderEngine, render: RenderRef): Promise<RenderStatus> {
  const status = await engine.poll(render, room().signal);
  if (!status.ok) throw new Error(JSON.stringify(status.error));
  return status.value;
}

const costOf = (status: RenderStatus) => (status.state === 'running' ? (status.progress.costUsd ?? 0) : 0);
const isDenoised = (status: RenderStatus) => status.state === 'running' && status.progress.stage === 'Step 2 of 2';

describe('a daemon that has just started and asked for no price yet', () => {
  it('knows what a render cost that ended while it was away', async () => {
    room().startWorker({ stepMs: 1000 });
    const render = await room().submit();
    await room().until(render, ({ state }) => state === 'finished');
    const end = await statusOf(await room().nextEngine(), render);
    const billed = (room().runpod.billedMs() / 1000) * price;
    expect(billed).toBeGreaterThan(0);
    expect(end.state === 'finished' ? end.actualUsd : null).toBeCloseTo(billed, 8);
  });

  it('knows what a render costs so far, with one of the next looks', async () => {
    const worker = room().startWorker({ stepMs: 1000, holdAt: 'decode' });
    const render = await room().submit();
    await room().until(render, isDenoised);
    const engine = await room().nextEngine();
    await expect
      .poll(async () => {
        const status = await statusOf(engine, render);
        return status.state === 'running' ? status.progress.costUsd : null;
      })
      .toBeGreaterThan(0);
    worker.letGo();
  });

  it('knows it also where the health of the endpoint cannot be told', async () => {
    room().runpod.faults.add({ route: 'health', fault: { kind: 'server_error' }, times: 'always' });
    const worker = room().startWorker({ stepMs: 1000, holdAt: 'decode' });
    const render = await room().submit();
    const seen = await room().until(render, (status) => isDenoised(status) && costOf(status) > 0);
    expect(costOf(seen)).toBeGreaterThan(0);
    worker.letGo();
  });

  it('knows what a cancelled one cost', async () => {
    room().startWorker({ stepMs: 1000, holdAt: 'decode' });
    const render = await room().submit();
    await room().until(render, isDenoised);
    const stopped = await (await room().nextEngine()).cancel(render, room().signal);
    expect(stopped.ok ? stopped.value?.actualUsd : null).toBeGreaterThan(0);
  });

  it('goes on without a price where nobody tells it', async () => {
    for (const route of ['serverless', 'catalog-gpus'] as const) {
      room().runpod.faults.add({ route, fault: { kind: 'server_error' }, times: 'always' });
    }
    room().startWorker();
    const render = await room().submit();
    await room().until(render, ({ state }) => state === 'finished');
    expect(await statusOf(await room().nextEngine(), render)).toMatchObject({ state: 'finished', actualUsd: null });
  });
});
