import type { VideosApiFault } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { videosApiRoom } from '../../testing/videos-api-studio.ts';

const room = videosApiRoom();
const minute = 60_000;
const dialects = ['vllm-omni', 'sglang'] as const;

describe.each(dialects)('%s that cannot be reached for a while', (dialect) => {
  it.each([30, 120])('of %i minutes while it renders: the clip arrives, asked for once', async (minutes) => {
    const studio = await room({ server: { dialect } });
    const job = await studio.create();
    studio.server.begin(await studio.taken());
    await studio.untilState(job.id, 'running');
    await studio.server.goAway();
    await studio.pass(minutes * minute, 5000);
    expect((await studio.job(job.id)).state).toBe('running');
    studio.server.finish(await studio.taken());
    await studio.server.comeBack();
    expect(await studio.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
    await studio.untilForgotten();
  });

  it('of 30 minutes while the clip is fetched: it arrives', async () => {
    const studio = await room({ server: { dialect, clip: Buffer.alloc(400_000, 'clip') } });
    const job = await studio.create();
    studio.server.next('content', { kind: 'truncated' });
    studio.server.finish(await studio.taken());
    await studio.untilState(job.id, 'collecting');
    await studio.server.goAway();
    await studio.pass(30 * minute, 5000);
    expect((await studio.job(job.id)).state).toBe('collecting');
    await studio.server.comeBack();
    expect(await studio.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
    await studio.untilForgotten();
  });

  it('while this machine sleeps: nothing is given up', async () => {
    const studio = await room({ server: { dialect } });
    const job = await studio.create();
    studio.server.begin(await studio.taken());
    await studio.untilState(job.id, 'running');
    studio.clock.suspend(60 * minute);
    await studio.pass(minute);
    studio.server.finish(await studio.taken());
    expect(await studio.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });

  it('and was started anew meanwhile: ends as expired, is asked for nothing more, and a retry is offered', async () => {
    const studio = await room({ server: { dialect } });
    const job = await studio.create();
    studio.server.begin(await studio.taken());
    await studio.untilState(job.id, 'running');
    studio.server.forget();
    const end = await studio.untilEnd(job.id);
    expect(end).toMatchObject({ state: 'failed', submissions: 1, error: { code: 'result_expired' } });
    await studio.untilForgotten();
    const asked = studio.server.requests.filter((request) => request.includes('/v1/videos/')).length;
    await studio.pass(5 * minute);
    expect(studio.server.requests.filter((request) => request.includes('/v1/videos/'))).toHaveLength(asked);
    expect(await studio.test.studio.jobs.retry(job.id)).toMatchObject({ ok: true });
  });

  it('and let the finished clip expire: ends as expired', async () => {
    const studio = await room({ server: { dialect } });
    const job = await studio.create();
    studio.server.next('content', { kind: 'answer', status: 404, body: { detail: 'Video has expired' } });
    studio.server.finish(await studio.taken());
    expect(await studio.untilEnd(job.id)).toMatchObject({ state: 'failed', error: { code: 'result_expired' } });
    await studio.untilForgotten();
  });
});

describe('what the server says is strange', () => {
  it.each<[string, VideosApiFault]>([
    ['an unknown word', { kind: 'answer', status: 200, body: { id: 'x', status: 'pondering' } }],
    ['half a JSON', { kind: 'half_json' }],
    ['a web page', { kind: 'html', status: 200 }],
    ['a page of a proxy', { kind: 'html', status: 502 }],
    ['an empty 503', { kind: 'answer', status: 503 }],
    ['a 401', { kind: 'answer', status: 401, body: { error: 'Unauthorized' } }],
    ['a 429', { kind: 'answer', status: 429, headers: { 'retry-after': '3' } }],
    ['a reset', { kind: 'reset_before' }],
  ])('%s changes nothing about a job that runs', async (_name, fault) => {
    const studio = await room();
    const job = await studio.create();
    studio.server.begin(await studio.taken());
    await studio.untilState(job.id, 'running');
    const asks = () => studio.server.requests.filter((request) => /^GET \/v1\/videos\/.+/.test(request)).length;
    const before = asks();
    for (let each = 0; each < 3; each += 1) studio.server.next('read', fault);
    await studio.until(() => asks() >= before + (fault.kind === 'reset_before' ? 2 : 5));
    expect(await studio.job(job.id)).toMatchObject({ state: 'running', attempt: 1 });
    studio.server.finish(await studio.taken());
    expect(await studio.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });

  it('an unknown word is logged', async () => {
    const studio = await room();
    const job = await studio.create();
    const id = await studio.taken();
    studio.server.video(id).status = 'pondering';
    await studio.until(() => JSON.stringify(studio.test.log.lines).includes('pondering'));
    expect((await studio.job(job.id)).state).toBe('submitted');
    studio.server.finish(id);
    expect((await studio.untilEnd(job.id)).state).toBe('succeeded');
  });

  it.each<[string, VideosApiFault]>([
    ['breaks off', { kind: 'truncated' }],
    ['is a web page', { kind: 'html', status: 200 }],
    ['is an error of a proxy', { kind: 'html', status: 502 }],
    ['is not ready after all', { kind: 'answer', status: 409, body: { detail: 'not ready' } }],
  ])('a clip that %s is fetched once more, and rendered once', async (_name, fault) => {
    const studio = await room({ server: { clip: Buffer.alloc(400_000, 'clip') } });
    const job = await studio.create();
    studio.server.next('content', fault);
    studio.server.finish(await studio.taken());
    expect(await studio.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
    expect(studio.server.forms).toHaveLength(1);
  });

  it('a render that never ends is stopped after the time that the person set, and said to have cost', async () => {
    const studio = await room({ settings: { give_up_after_minutes: 30 } });
    const job = await studio.create();
    studio.server.begin(await studio.taken());
    await studio.untilState(job.id, 'running');
    await studio.pass(31 * minute, 2000);
    const end = await studio.untilEnd(job.id);
    expect(end).toMatchObject({ state: 'failed', submissions: 1, error: { code: 'engine_failed' } });
    expect(end.error?.userMessage).toContain('was not done within 30 minutes');
    await studio.untilForgotten();
    expect(studio.server.rendering.size).toBe(0);
  });
});
