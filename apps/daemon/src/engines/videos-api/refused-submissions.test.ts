import { describe, expect, it } from 'vitest';
import { videosApiRoom, videosApiStudio } from '../../testing/videos-api-studio.ts';

const studio = videosApiStudio();
const room = videosApiRoom();

describe('a submission that was surely not taken', () => {
  it('waits as long as the server asks after a 429, burns no attempt, and goes on', async () => {
    const { server, clock } = studio();
    server.next('create', { kind: 'answer', status: 429, headers: { 'retry-after': '30' } });
    const before = clock.monotonic();
    const job = await studio().create();
    const id = await studio().taken();
    expect(clock.monotonic() - before).toBeGreaterThanOrEqual(30_000);
    server.finish(id);
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', attempt: 1, submissions: 1 });
  });

  it('waits while the server loads its model', async () => {
    const { server } = studio();
    server.next('models', { kind: 'answer', status: 503 });
    server.next('models', { kind: 'answer', status: 503 });
    const job = await studio().create();
    server.finish(await studio().taken());
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', attempt: 1, submissions: 1 });
  });

  it('goes on by itself once the server can be reached', async () => {
    const { server } = studio();
    await server.goAway();
    const job = await studio().create();
    await studio().pass(10 * 60_000);
    expect(await studio().job(job.id)).toMatchObject({ state: 'queued', submissions: 0, attempt: 1 });
    await server.comeBack();
    server.finish(await studio().taken());
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });

  it('with a key that is wrong pauses the engine with a clear message, and goes on with the right one', async () => {
    const own = await room({ server: { key: 'sesame' } });
    own.key = 'open';
    const job = await own.create();
    await own.until(async () => (await own.test.studio.queue.read()).enginePauses.length > 0);
    const [pause] = (await own.test.studio.queue.read()).enginePauses;
    expect(pause).toMatchObject({ engine: 'videos-api', reason: 'unauthorized' });
    expect(pause?.userMessage).toMatch(/key is wrong \(401\)\. Nothing was spent/);
    expect(await own.untilState(job.id, 'queued')).toMatchObject({ attempt: 1, submissions: 0 });
    expect(own.server.forms).toEqual([]);
    own.key = 'sesame';
    own.server.finish(await own.taken());
    expect(await own.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });

  it.each([
    [
      { kind: 'answer', status: 422, body: { detail: [{ loc: ['body', 'fps'], msg: 'too many', type: 'x' }] } },
      'fps: too many',
    ],
    [{ kind: 'html', status: 404 }, 'does not take videos at this address'],
    [{ kind: 'answer', status: 413 }, 'picture is too large'],
  ] as const)('for good, by %o, fails at once in plain words', async (fault, words) => {
    studio().server.next('create', fault);
    const end = await studio().untilEnd((await studio().create()).id);
    expect(end).toMatchObject({ state: 'failed', submissions: 0, error: { code: 'input_rejected' } });
    expect(end.error?.userMessage).toContain(words);
    expect(end.error?.userMessage).toContain('Nothing was spent.');
  });

  it('since the server runs another model by now says which, and the next job can be made with it', async () => {
    const { server } = studio();
    const job = await studio().create();
    server.fail(await studio().taken(), null);
    await studio().untilEnd(job.id);
    server.models = ['Wan-AI/Wan2.2-TI2V-5B-Diffusers'];
    const late = await studio()
      .create({ model: 'Wan-AI/Wan2.2-T2V-A14B-Diffusers' })
      .catch((cause: unknown) => cause);
    expect(String(late)).toContain('Wan-AI/Wan2.2-TI2V-5B-Diffusers');
    const next = await studio().create({ model: 'Wan-AI/Wan2.2-TI2V-5B-Diffusers' });
    server.finish(await studio().taken());
    expect((await studio().untilEnd(next.id)).state).toBe('succeeded');
  });
});
