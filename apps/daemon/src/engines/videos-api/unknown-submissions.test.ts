import type { VideosApiFault } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { videosApiRoom } from '../../testing/videos-api-studio.ts';

const room = videosApiRoom();

const lost: readonly (readonly [string, VideosApiFault])[] = [
  ['a 502 of a proxy', { kind: 'answer_after', status: 502 }],
  ['a 500', { kind: 'answer_after', status: 500 }],
  ['a reset', { kind: 'reset_after' }],
  ['half a JSON', { kind: 'half_json' }],
];
const neverArrived: readonly (readonly [string, VideosApiFault])[] = [
  ['a web page', { kind: 'html', status: 502 }],
  ['a web page that says 200', { kind: 'html', status: 200 }],
  ['a reset', { kind: 'reset_before' }],
];

describe('a submission that was taken, and whose answer was lost', () => {
  it.each(lost)('to %s, is found on vllm-omni by its number and sent once', async (_name, fault) => {
    const studio = await room();
    studio.server.next('create', fault);
    const job = await studio.create();
    await studio.untilState(job.id, 'submitted');
    studio.server.finish(await studio.taken());
    expect(await studio.untilEnd(job.id)).toMatchObject({ state: 'succeeded', attempt: 1, submissions: 1 });
    expect(studio.server.forms).toHaveLength(1);
    await studio.untilForgotten();
  });

  it.each(lost)(
    'to %s, is sent once more on sglang, which echoes nothing, and the job shows it',
    async (_name, fault) => {
      const studio = await room({ server: { dialect: 'sglang' } });
      studio.server.next('create', fault);
      const job = await studio.create();
      await studio.untilState(job.id, 'submitted');
      expect(studio.server.forms).toHaveLength(2);
      const [, second = ''] = studio.videoIds();
      studio.server.finish(second);
      expect(await studio.untilEnd(job.id)).toMatchObject({ state: 'succeeded', attempt: 1, submissions: 2 });
    },
  );

  it('since the server hung, is unknown after its time, and found', async () => {
    const studio = await room();
    studio.server.next('create', { kind: 'hang_after' });
    const job = await studio.create();
    studio.clock.advance(100);
    await studio.server.received(1);
    expect((await studio.job(job.id)).state).toBe('dispatching');
    studio.clock.advance(121_000);
    await studio.untilState(job.id, 'submitted');
    studio.server.finish(await studio.taken());
    expect(await studio.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
    expect(studio.server.forms).toHaveLength(1);
  });

  it('is waited for while the server is away, and nothing is sent blindly', async () => {
    const studio = await room();
    studio.server.next('create', { kind: 'reset_after' });
    studio.server.next('list', { kind: 'html', status: 502 });
    const job = await studio.create();
    await studio.until(() => studio.server.forms.length === 1);
    await studio.server.goAway();
    await studio.pass(20 * 60_000, 5000);
    expect((await studio.job(job.id)).state).toBe('dispatching');
    await studio.server.comeBack();
    await studio.untilState(job.id, 'submitted');
    expect(studio.server.forms).toHaveLength(1);
    studio.server.finish(await studio.taken());
    expect(await studio.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });

  it('is the right one among others with the same words', async () => {
    const studio = await room({ settings: { jobs_at_once: 3 } });
    studio.server.next('create', { kind: 'answer_after', status: 500 });
    studio.server.next('create', { kind: 'answer_after', status: 500 });
    const jobs = [await studio.create({ seed: 1 }), await studio.create({ seed: 2 }), await studio.create({ seed: 3 })];
    for (const { id } of jobs) await studio.untilState(id, 'submitted');
    expect(studio.server.forms).toHaveLength(3);
    for (const id of studio.videoIds()) studio.server.finish(id);
    for (const { id } of jobs) expect(await studio.untilEnd(id)).toMatchObject({ state: 'succeeded', submissions: 1 });
    await studio.untilForgotten();
  });
});

describe('a submission that the server only took after it was given up', () => {
  it.each(['succeeds', 'is cancelled'] as const)('leaves nothing there when its job %s', async (end) => {
    const studio = await room();
    let take: () => void = () => undefined;
    studio.server.next('create', { kind: 'taken_late', until: new Promise((resolve) => (take = resolve)) });
    const job = await studio.create();
    studio.clock.advance(100);
    await studio.server.received(1);
    studio.clock.advance(121_000);
    await studio.untilState(job.id, 'submitted');
    const id = await studio.taken();
    take();
    await studio.until(() => studio.server.videos.length === 2);
    for (const each of studio.videoIds()) studio.server.begin(each);
    await studio.untilState(job.id, 'running');
    expect(await studio.job(job.id)).toMatchObject({ submissions: 2 });
    if (end === 'succeeds') studio.server.finish(id);
    else await studio.test.studio.jobs.cancel(job.id);
    await studio.untilEnd(job.id);
    await studio.untilForgotten();
    expect(studio.server.rendering.size).toBe(0);
  });
});

describe('a submission that never arrived, and got no clear answer', () => {
  it.each(['vllm-omni', 'sglang'] as const)('is sent once more on %s', async (dialect) => {
    for (const [name, fault] of neverArrived) {
      const studio = await room({ server: { dialect } });
      studio.server.next('create', fault);
      const job = await studio.create();
      studio.server.finish(await studio.taken());
      const end = await studio.untilEnd(job.id);
      expect(end, name).toMatchObject({ state: 'succeeded', attempt: 1, submissions: 2 });
      await studio.untilForgotten();
    }
  });

  it('twice is the end, told as such, and no third one is sent', async () => {
    const studio = await room({ server: { dialect: 'sglang' } });
    studio.server.next('create', { kind: 'answer_after', status: 500 });
    studio.server.next('create', { kind: 'answer_after', status: 500 });
    const job = await studio.create();
    expect(await studio.untilEnd(job.id)).toMatchObject({
      state: 'failed',
      submissions: 2,
      error: { code: 'outcome_unknown' },
    });
    await studio.pass(60_000);
    expect(studio.server.forms).toHaveLength(2);
  });
});
