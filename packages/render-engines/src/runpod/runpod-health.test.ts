import { describe, expect, it } from 'vitest';
import { runPodRoom } from '../testing/runpod-room.ts';

const room = runPodRoom();
const health = () => room().engine.health(room().signal);

describe('the health of RunPod', () => {
  it('is that of its workers, with what keeping one warm would cost', async () => {
    room().startWorker();
    await room().runpod.workers.present(1);
    const { status, detail, fix, latencyMs } = await health();
    expect({ status, fix }).toEqual({ status: 'ok', fix: null });
    // An RTX 4090 at $1.116 an hour.
    expect(detail).toBe('Workers: 1 idle. Keeping one warm would cost about $26.78 a day.');
    expect(latencyMs).not.toBeNull();
    expect(room().engine.description.models[0]?.pricePerSecondUsd).toBeCloseTo(0.00031, 8);
  });

  it('says what workers that are kept warm cost', async () => {
    room().runpod.facts.workers = { min: 2, max: 3, idleTimeout: 5 };
    expect((await health()).detail).toContain('2 workers kept warm cost about $53.57 a day.');
  });

  it('comes with the workers by number, what they run on and what one costs', async () => {
    room().startWorker();
    await room().runpod.workers.present(1);
    expect(room().engine.workers).toBeNull();
    await health();
    expect(room().engine.workers).toEqual({
      running: 0,
      idle: 1,
      starting: 0,
      throttled: 0,
      unhealthy: 0,
      keptWarm: 0,
      most: 3,
      gpu: 'RTX 4090',
      pricePerSecondUsd: expect.closeTo(0.00031, 8),
    });
    room().engine.configure({ gpu: 'h100' });
    expect(room().engine.workers).toMatchObject({ gpu: '80 GB (H100)', pricePerSecondUsd: 0.00116 });
    await room().runpod.setNetwork('refused');
    await health();
    expect(room().engine.workers).toBeNull();
  });

  it('counts each GPU of a worker that has several, as RunPod bills them', async () => {
    room().startWorker();
    await room().runpod.workers.present(1);
    room().runpod.facts.gpuCount = 2;
    await health();
    expect(room().engine.workers).toMatchObject({ gpu: '2 × RTX 4090', pricePerSecondUsd: expect.closeTo(0.00062, 8) });
    expect(room().engine.description.models[0]?.pricePerSecondUsd).toBeCloseTo(0.00062, 8);
    room().engine.configure({ gpu: 'h100' });
    expect(room().engine.workers).toMatchObject({
      gpu: '2 × 80 GB (H100)',
      pricePerSecondUsd: expect.closeTo(0.00232, 8),
    });
  });

  it('warns of what can be lost while there is no object storage, and no longer once there is', async () => {
    room().storage.isSetUp = false;
    expect(await health()).toMatchObject({ status: 'ok', caution: expect.stringContaining('is lost if that is lost') });
    room().storage.isSetUp = true;
    expect(await health()).not.toHaveProperty('caution');
  });

  it('says that the endpoint has no workers, and what to do', async () => {
    room().runpod.workers.capacity = { mode: 'none' };
    expect(await health()).toMatchObject({
      status: 'down',
      detail: expect.stringContaining('The endpoint has 0 workers.'),
      fix: expect.stringContaining('Raise its max workers'),
    });
  });

  it('says that workers are throttled', async () => {
    room().runpod.workers.capacity = { mode: 'throttled' };
    room().startWorker();
    await room().runpod.workers.present(1);
    const { status, detail, fix } = await health();
    expect(status).toBe('degraded');
    expect(detail).toContain('1 throttled');
    expect(fix).toContain('no free GPU');
  });

  it.each([
    ['unauthorized', 'RunPod says the key is wrong (401).'],
    ['not_found', 'There is no RunPod endpoint “simulated”, or the key is of another account.'],
    ['html', 'RunPod could not be asked. RunPod answered with a web page in place of JSON.'],
  ] as const)('that is answered with %s is down, with the way out', async (kind, detail) => {
    room().runpod.faults.add({ route: 'health', fault: { kind }, times: 'always' });
    const said = await health();
    expect(said).toMatchObject({ status: 'down', detail });
    expect(said.fix).not.toBeNull();
  });

  it('that cannot be reached says why', async () => {
    await room().runpod.setNetwork('refused');
    expect((await health()).detail).toBe('RunPod could not be asked. The connection was refused.');
  });

  it('does without the management API', async () => {
    for (const route of ['serverless', 'catalog-gpus'] as const)
      room().runpod.faults.add({ route, fault: { kind: 'server_error' }, times: 'always' });
    expect(await health()).toMatchObject({ status: 'ok', detail: 'No worker is up. The first job wakes one.' });
    expect(room().engine.description.models[0]?.pricePerSecondUsd).toBeNull();
  });

  it('without a key is not set up, and says the three steps', async () => {
    room().key = null;
    const said = await health();
    expect(said).toMatchObject({ status: 'not_configured', detail: 'RunPod has no API key set.' });
    expect(said.fix).toMatch(/1\. .*2\. .*3\. /);
    expect(room().runpod.requests.all).toEqual([]);
  });
});

describe('a test of RunPod', () => {
  it('costs nothing: it asks for the health, and for that of the storage', async () => {
    expect(await room().engine.test?.(room().signal)).toMatchObject({ works: true, fix: null });
    expect(room().runpod.jobs).toEqual([]);
    room().storage.trouble = { code: 'unauthorized', detail: 'The keys are wrong.' };
    expect(await room().engine.test?.(room().signal)).toMatchObject({
      works: false,
      detail: expect.stringContaining('The object storage: The keys are wrong.'),
      fix: 'Mend it.',
    });
    room().storage.isSetUp = false;
    expect(await room().engine.test?.(room().signal)).toMatchObject({
      works: true,
      detail: expect.stringContaining('up to 8 MB'),
    });
  });
});

describe('the price of a second', () => {
  it('is that of the GPU which was chosen, before what RunPod says', async () => {
    room().engine.configure({ gpu: 'h100' });
    expect(room().engine.description.models.map((model) => model.pricePerSecondUsd)).toEqual(Array(5).fill(0.00116));
    await health();
    expect(room().engine.description.models[0]?.pricePerSecondUsd).toBe(0.00116);
    room().engine.configure({ gpu: 'auto' });
    expect(room().engine.description.models[0]?.pricePerSecondUsd).toBeCloseTo(0.00031, 8);
  });
});

describe('what a job waits for', () => {
  const stage = async (render: Awaited<ReturnType<ReturnType<typeof room>['submit']>>) => {
    const status = await room().poll(render);
    return status.state === 'waiting' ? status.progress?.stage : status.state;
  };
  /** Looks on until the stage is that, moving the clock by `stepMs`; how long that took on it. */
  async function untilStage(render: Parameters<typeof stage>[0], wanted: RegExp, stepMs = 1000): Promise<number> {
    const began = room().clock.monotonic();
    while (!wanted.test((await stage(render)) ?? '')) {
      room().clock.advance(stepMs);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return room().clock.monotonic() - began;
  }

  it('is a GPU, until the endpoint says more; a waking worker is told', async () => {
    room().runpod.workers.capacity = { mode: 'cold', coldStartMs: 3_600_000 };
    room().startWorker();
    const render = await room().submit();
    expect(await stage(render)).toBe('Waiting for a GPU');
    expect(await untilStage(render, /^Waking GPU$/)).toBeLessThan(60_000);
  });

  it('is told within three minutes where the endpoint has no workers, also without the management API', async () => {
    room().runpod.workers.capacity = { mode: 'none' };
    const render = await room().submit();
    expect(await untilStage(render, /0 workers/)).toBeLessThan(180_000);
    room().runpod.faults.add({ route: 'serverless', fault: { kind: 'server_error' }, times: 'always' });
    await room().nextEngine();
    const again = await room().submit();
    const took = await untilStage(again, /0 workers/);
    expect(took).toBeLessThan(180_000);
  });

  it('is told where workers are throttled', async () => {
    room().runpod.workers.capacity = { mode: 'throttled' };
    room().startWorker();
    await room().runpod.workers.present(1);
    expect(await untilStage(await room().submit(), /RunPod has none free of this kind/)).toBeLessThan(60_000);
  });

  it('is asked for at most every ten seconds, for all jobs together', async () => {
    room().runpod.workers.capacity = { mode: 'none' };
    const renders = await Promise.all(Array.from({ length: 10 }, () => room().submit()));
    const before = room().runpod.requests.count('health');
    for (let second = 0; second < 60; second += 1) {
      await Promise.all(renders.map((render) => room().poll(render)));
      room().clock.advance(1000);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(room().runpod.requests.count('health') - before).toBeLessThanOrEqual(7);
  });
});
