import { err } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';

const studio = keptStudios();
const fox = { kind: 'text_to_video', input: { prompt: 'A red fox in snow' } } as const;

describe('an idempotency key', () => {
  it('brings back the same job for the same request, whatever order its fields were sent in', async () => {
    const test = studio();
    await test.studio.queue.pause();
    const first = await test.studio.jobs.create({ ...fox, priority: 3 }, 'click-1');
    const again = await test.studio.jobs.create({ priority: 3, input: fox.input, kind: fox.kind }, 'click-1');
    if (!first.ok || !again.ok) throw new Error('refused');
    expect(again.value).toEqual({ job: first.value.job, repeated: true });
    expect((await test.store.jobs.counts()).queued).toBe(1);
  });

  it('refuses another request', async () => {
    const test = studio();
    await test.studio.jobs.create(fox, 'click-1');
    const other = await test.studio.jobs.create({ ...fox, priority: 1 }, 'click-1');
    expect(other).toMatchObject({ ok: false, error: { code: 'idempotency_conflict' } });
  });

  it('is forgotten after seven days, and so are old events', async () => {
    const test = studio();
    await test.studio.queue.pause();
    await test.studio.start();
    await test.studio.jobs.create(fox, 'click-1');
    test.clock.advance(8 * 24 * 3600_000);
    await test.until(() => test.store.connection.prepare('SELECT count(*) FROM idempotency').pluck().get() === 0);
    expect(await test.studio.events.after(0, 10)).toBe('gone');
    const again = await test.studio.jobs.create({ ...fox, priority: 1 }, 'click-1');
    expect(again.ok).toBe(true);
  });
});

describe('a request that cannot be met', () => {
  it.each([
    [{ prompt: '' }, 'input.prompt', 'empty'],
    [{ prompt: 'x'.repeat(2001) }, 'input.prompt', '2000'],
    [{ prompt: 7 }, 'input.prompt', 'text'],
    [{}, 'input.prompt', 'missing'],
    [{ prompt: 'fox', width: 63 }, 'input.width', '64'],
    [{ prompt: 'fox', width: 65 }, 'input.width', 'even'],
    [{ prompt: 'fox', height: 4000 }, 'input.height', '1920'],
    [{ prompt: 'fox', width: 1920, height: 1920 }, 'input.width', 'pixels'],
    [{ prompt: 'fox', width: 100.5 }, 'input.width', 'whole number'],
    [{ prompt: 'fox', fps: 7 }, 'input.fps', '8 to 60'],
    [{ prompt: 'fox', num_frames: 7 }, 'input.num_frames', '8 to 1800'],
    [{ prompt: 'fox', num_frames: 400, fps: 8 }, 'input.num_frames', '30 s'],
    [{ prompt: 'fox', seed: -1 }, 'input.seed', '0'],
    [{ prompt: 'fox', seed: 2 ** 32 }, 'input.seed', '4294967295'],
    [{ prompt: 'fox', model: 'nope' }, 'input.model', 'scripted-model'],
    [{ prompt: 'fox', steps: 30 }, 'input.steps', 'Unknown field'],
  ])('%o names %s', async (input, path, part) => {
    const test = studio();
    const made = await test.studio.jobs.create({ kind: 'text_to_video', input }, null);
    if (made.ok) throw new Error('It was taken');
    expect(made.error.code).toBe('invalid_input');
    const problem = made.error.errors?.find((each) => each.path === path);
    expect(problem?.message).toContain(part);
  });

  it('tells every problem at once', async () => {
    const test = studio();
    const made = await test.studio.jobs.create(
      { kind: 'text_to_video', input: { prompt: '', width: 'big', nope: 1 } },
      null,
    );
    if (made.ok) throw new Error('It was taken');
    expect(made.error.errors?.map((each) => each.path).toSorted()).toEqual([
      'input.nope',
      'input.prompt',
      'input.width',
    ]);
  });

  it('names the engines there are, an asset that is missing, a project that is missing', async () => {
    const test = studio();
    const engine = await test.studio.jobs.create({ ...fox, engine: 'runpod' }, null);
    expect(engine).toMatchObject({ ok: false, error: { code: 'engine_unknown', errors: [{ path: 'engine' }] } });
    const asset = `ast_${'0'.repeat(32)}`;
    const image = await test.studio.jobs.create({ kind: 'image_to_video', input: { image: asset } }, null);
    expect(image).toMatchObject({
      ok: false,
      error: { errors: [{ path: 'input.image', message: `There is no asset ${asset}. Choose another image.` }] },
    });
  });
});

describe('changing a job', () => {
  it('works while it is queued, and says why not later', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.queue.pause();
    await test.studio.start();
    const job = await test.create();
    const edited = await test.studio.jobs.edit(job.id, { input: { prompt: 'A blue fox' }, priority: -3 });
    expect(edited).toMatchObject({ ok: true, value: { priority: -3, input: { prompt: 'A blue fox' }, version: 2 } });
    const wrong = await test.studio.jobs.edit(job.id, { input: { prompt: '' } });
    expect(wrong).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    await test.studio.queue.resume();
    await test.untilState(job.id, 'submitted');
    expect(engine.submissions[0]?.input['prompt']).toBe('A blue fox');
    expect(await test.studio.jobs.edit(job.id, { priority: 1 })).toMatchObject({
      ok: false,
      error: { code: 'invalid_state' },
    });
    expect(await test.studio.jobs.remove(job.id)).toMatchObject({ ok: false, error: { code: 'invalid_state' } });
  });

  it('after a setback never ends with a clip of the old input: the edit begins a new attempt', async () => {
    const engine = new ScriptedEngine({ embedded: true });
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    engine.set(engine.submissions[0]?.attemptId ?? '', { state: 'crashed', detail: 'SIGSEGV' });
    await test.untilState(job.id, 'queued');
    await test.studio.jobs.edit(job.id, { input: { prompt: 'A blue fox' } });
    await test.untilState(job.id, 'submitted');
    expect(engine.submissions[1]?.attemptId).not.toBe(engine.submissions[0]?.attemptId);
    expect(engine.released).toEqual([engine.submissions[0]?.attemptId]);
    expect((await test.job(job.id)).attempt).toBe(2);
  });

  it('retry makes a new job with the same seed, and the ended one stays as it is', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    expect(await test.studio.jobs.retry(job.id)).toMatchObject({ ok: false, error: { code: 'invalid_state' } });
    await test.studio.jobs.cancel(job.id);
    const again = await test.studio.jobs.retry(job.id);
    if (!again.ok) throw new Error('refused');
    expect(again.value).toMatchObject({ retryOf: job.id, input: job.input });
    expect((await test.job(job.id)).state).toBe('cancelled');
  });

  it('a job that was just cancelled is removed as soon as its engine let go of it, and not before', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    await test.studio.jobs.cancel(job.id);
    expect(await test.studio.jobs.remove(job.id)).toEqual({ ok: true, value: null });
    expect(engine.cancelled).toHaveLength(1);
    expect(await test.studio.jobs.remove(job.id)).toMatchObject({ ok: false, error: { code: 'not_found' } });

    const other = await test.create();
    await test.untilState(other.id, 'submitted');
    engine.cancelAnswers.push(err({ code: 'unreachable', detail: 'no network' }));
    await test.studio.jobs.cancel(other.id);
    const removal = test.studio.jobs.remove(other.id);
    await test.until(() => test.log.lines.some((line) => line.message.startsWith('The engine could not be told')));
    test.clock.advance(2000);
    expect(await removal).toMatchObject({
      ok: false,
      error: { code: 'invalid_state', detail: expect.stringContaining('has not let go of it yet') },
    });
  });

  it('an ended job can be removed once its attempt is put away, and its clip stays', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    const end = await test.untilEnd(job.id);
    await test.until(async () => (await test.studio.jobs.remove(job.id)).ok);
    expect(await test.studio.jobs.get(job.id)).toBeNull();
    const clip = end.output.assetIds[0];
    if (clip === undefined) throw new Error('No clip');
    expect(await test.studio.assets.get(clip)).not.toBeNull();
  });
});

describe('lists', () => {
  it('come newest first in pages, by state and by words', async () => {
    const test = studio();
    for (const prompt of ['one fox', 'two 100% foxes', 'three dogs']) await test.create({ input: { prompt } });
    const first = await test.studio.jobs.list({ limit: 2 });
    if (!first.ok) throw new Error('refused');
    expect(first.value.items.map((job) => job.input['prompt'])).toEqual(['three dogs', 'two 100% foxes']);
    const second = await test.studio.jobs.list({ limit: 2, cursor: first.value.nextCursor ?? '' });
    expect(second).toMatchObject({ ok: true, value: { items: [{ input: { prompt: 'one fox' } }], nextCursor: null } });
    expect(await test.studio.jobs.list({ limit: 9, q: '100%' })).toMatchObject({
      value: { items: [{ input: { prompt: 'two 100% foxes' } }] },
    });
    expect(await test.studio.jobs.list({ limit: 9, state: ['running'] })).toMatchObject({ value: { items: [] } });
    expect(await test.studio.jobs.list({ limit: 9, cursor: 'zzz' })).toMatchObject({
      ok: false,
      error: { errors: [{ path: 'cursor' }] },
    });
  });

  it('of the library find a clip by the beginnings of its words, wherever signs stand between them', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create({ input: { prompt: '100% wool_sheep' } });
    await test.untilState(job.id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    await test.untilEnd(job.id);
    const found = async (q: string) => {
      const page = await test.studio.assets.list({ limit: 9, q });
      return page.ok ? page.value.items.length : null;
    };
    expect([await found('100% wo'), await found('she_wool'), await found('0%'), await found('ool')]).toEqual([
      1, 1, 0, 0,
    ]);
  });
});
