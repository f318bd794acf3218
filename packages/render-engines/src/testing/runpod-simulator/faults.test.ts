import { describe, expect, it } from 'vitest';
import { never, simulatedRoom } from './simulated-room.ts';

const room = simulatedRoom();
const input = { attempt_id: 'att_1', job_id: 'job_1' };

function run(): ReturnType<typeof room.client.call> {
  return room.client.call('POST', '/run', { input });
}

/** The text of why a connection failed. */
async function failureOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  }
  return 'it did not fail';
}

describe('answers of /run that leave open whether it was taken', () => {
  it.each([
    [false, 0],
    [true, 1],
  ])('a 5xx, a reset, no answer, a page, half an answer (carried out: %s)', async (accepted, each) => {
    const { faults } = room.runpod;
    for (const fault of [
      { kind: 'server_error', status: 503, accepted },
      { kind: 'reset', accepted },
      { kind: 'hang', accepted },
      { kind: 'html', status: 502, accepted },
      { kind: 'truncated_json', accepted },
    ] as const) {
      faults.add({ route: 'run', fault });
    }
    expect(await run()).toMatchObject({ status: 503 });
    expect(await failureOf(run())).toMatch(/ECONNRESET|other side closed/);
    const hung = fetch(`${room.runpod.endpointUrl}/run`, {
      method: 'POST',
      headers: { authorization: `Bearer ${room.runpod.apiKey}` },
      body: JSON.stringify({ input }),
      signal: AbortSignal.timeout(100),
    });
    await expect(hung).rejects.toThrow('timeout');
    const page = await run();
    expect([page.status, page.contentType]).toEqual([502, 'text/html']);
    expect(() => JSON.parse(page.text)).toThrow('JSON');
    const half = await run();
    expect([half.status, half.contentType]).toEqual([200, 'application/json']);
    expect(() => JSON.parse(half.text)).toThrow('JSON');
    expect(room.runpod.jobs).toHaveLength(5 * each);
    expect(faults.pending).toBe(0);
    expect(JSON.parse((await run()).text)).toMatchObject({ status: 'IN_QUEUE' });
  });
});

describe('answers that say that it was not taken', () => {
  it('429 with and without a time to wait, 401, and 404', async () => {
    const { faults } = room.runpod;
    faults.add({ route: 'run', fault: { kind: 'too_many_requests', retryAfter: '7' } });
    faults.add({ route: 'run', fault: { kind: 'too_many_requests' } });
    faults.add({ route: 'run', fault: { kind: 'unauthorized' } });
    faults.add({ route: 'run', fault: { kind: 'not_found' } });
    expect(await run()).toMatchObject({ status: 429, retryAfter: '7' });
    expect(await run()).toMatchObject({ status: 429, retryAfter: null });
    expect(await run()).toMatchObject({ status: 401 });
    expect(await run()).toMatchObject({ status: 404 });
    expect(room.runpod.jobs).toEqual([]);
    expect(room.runpod.requests.of('run').map(({ status }) => status)).toEqual([429, 429, 401, 404]);
  });

  it('refuses connections, cuts those that are open, and takes them again on the same port', async () => {
    await room.runpod.setNetwork('refused');
    expect(await failureOf(run())).toContain('ECONNREFUSED');
    const catalog = fetch(`${room.runpod.managementUrl}/catalog/gpus`);
    expect(await failureOf(catalog)).toContain('ECONNREFUSED');
    await room.worker('w1').ping([], never);
    await room.runpod.setNetwork('up');
    await room.runpod.setNetwork('up');
    expect(await run()).toMatchObject({ status: 200 });
  });
});

describe('answers about a job', () => {
  it('another word for its state, an earlier state, and none at all, each of the job that it is for', async () => {
    const { faults } = room.runpod;
    const id = await room.client.submit(input);
    const other = await room.client.submit({ attempt_id: 'att_2' });
    await room.taken('w1');
    faults.add({ route: 'status', job: id, fault: { kind: 'state_word', word: 'RUNNING' } });
    faults.add({ route: 'status', job: 'att_1', fault: { kind: 'state_word', word: 'PONDERING' } });
    expect(await room.client.status(other)).toEqual({ id: other, status: 'IN_QUEUE' });
    expect(await room.client.status(id)).toMatchObject({ id, status: 'RUNNING' });
    expect(await room.client.status(id)).toMatchObject({ id, status: 'PONDERING' });
    await room.worker('w1').sendDone(id, { output: 1 }, never);
    faults.add({ route: 'status', job: 'job_1', fault: { kind: 'earlier_state' } });
    faults.add({ route: 'status', job: id, fault: { kind: 'earlier_state', state: 'IN_QUEUE' } });
    faults.add({ route: 'status', job: id, fault: { kind: 'not_found' } });
    expect(await room.client.status(id)).toMatchObject({ status: 'IN_PROGRESS' });
    expect(await room.client.status(id)).toEqual({ id, status: 'IN_QUEUE' });
    expect(await room.client.call('GET', `/status/${id}`)).toMatchObject({ status: 404 });
    expect(await room.client.status(id)).toMatchObject({ status: 'COMPLETED', output: 1 });
  });

  it('loses a result long before its time', async () => {
    const id = await room.client.submit(input);
    room.runpod.faults.add({ route: 'job-done', job: 'att_1', fault: { kind: 'forget_result' } });
    await room.taken('w1');
    await room.worker('w1').sendDone(id, { output: 1 }, never);
    expect(await room.client.call('GET', `/status/${id}`)).toMatchObject({ status: 404 });
    expect(room.runpod.jobs[0]).toMatchObject({ state: 'COMPLETED', isForgotten: true });
  });

  it('keeps the result while only progress comes', async () => {
    const id = await room.client.submit(input);
    room.runpod.faults.add({ route: 'job-done', job: 'att_1', fault: { kind: 'forget_result' } });
    await room.taken('w1');
    await room.worker('w1').sendProgress(id, { step: 1 }, never);
    expect(await room.client.status(id)).toMatchObject({ status: 'IN_PROGRESS' });
    await room.worker('w1').sendDone(id, { output: 1 }, never);
    expect(await room.client.call('GET', `/status/${id}`)).toMatchObject({ status: 404 });
  });

  it('comes late by the clock', async () => {
    room.runpod.faults.add({ route: 'health', fault: { kind: 'slow', delayMs: 20_000 } });
    let isAnswered = false;
    const health = room.client.get('/health').finally(() => {
      isAnswered = true;
    });
    await room.runpod.requests.received('health', 1);
    room.clock.advance(19_999);
    expect(await room.client.get('/health')).toMatchObject({ jobs: { inQueue: 0 } });
    expect(isAnswered).toBe(false);
    room.clock.advance(1);
    expect(await health).toMatchObject({ jobs: { inQueue: 0 } });
  });
});

describe('faults of the worker side', () => {
  it('a result that is refused twice is sent three times, and arrives', async () => {
    room.startWorker();
    room.runpod.faults.add({ route: 'job-done', fault: { kind: 'server_error' }, times: 2 });
    const id = await room.client.submit({ no: 'order' });
    await movingTheClock(() => room.runpod.requests.count('job-done') === 3);
    expect(await room.untilEnded(id)).toMatchObject({ status: 'FAILED' });
    expect(room.runpod.requests.of('job-done').map(({ status }) => status)).toEqual([500, 500, 200]);
  });

  it('a call for work that fails is made again', async () => {
    room.runpod.faults.add({ route: 'job-take', fault: { kind: 'server_error' }, times: 3 });
    room.startWorker();
    await movingTheClock(() => room.runpod.requests.count('job-take') === 4);
    const id = await room.client.submit({ no: 'order' });
    expect(await room.untilEnded(id)).toMatchObject({ status: 'FAILED' });
  });
});

it('takes a rule away again, and refuses one that makes no sense', async () => {
  const { faults } = room.runpod;
  const takeAway = faults.add({ route: 'health', fault: { kind: 'unauthorized' }, times: 'always' });
  for (let call = 0; call < 3; call += 1) {
    expect(await room.client.call('GET', '/health')).toMatchObject({ status: 401 });
  }
  takeAway();
  expect(await room.client.call('GET', '/health')).toMatchObject({ status: 200 });
  expect(() => faults.add({ route: 'health', fault: { kind: 'server_error', status: 200 } })).toThrow('status');
  faults.add({ route: 'health', fault: { kind: 'unauthorized' } });
  faults.clear();
  expect(await room.client.call('GET', '/health')).toMatchObject({ status: 200 });
});

/** Moves the clock in small steps until that is so. */
async function movingTheClock(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    room.clock.advance(100);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
