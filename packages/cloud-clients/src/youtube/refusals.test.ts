import { describe, expect, it, beforeEach, afterEach } from 'vitest';
import { ManualClock } from '@videoexpress/studio/testing';
import { err } from '@videoexpress/job-schema';
import { clipOf, onClock, publishTask, steadyTokens } from '../testing/publish-task.ts';
import { startYoutubeStandIn, type YoutubeFault, type YoutubeStandIn } from '../testing/youtube-stand-in/index.ts';
import { createYoutubeSite } from './create-youtube-site.ts';

let youtube: YoutubeStandIn;
let clock: ManualClock;
let clip: ReturnType<typeof clipOf>;

beforeEach(async () => {
  // Nine in the evening in California, six in the morning in Berlin.
  clock = new ManualClock('2026-12-02T05:00:00.000Z');
  youtube = await startYoutubeStandIn({ nowMs: () => clock.now() });
  clip = clipOf(300_000);
});
afterEach(async () => {
  await youtube.close();
  clip.remove();
});

const site = (tokens = steadyTokens() as Parameters<typeof createYoutubeSite>[0]['tokens']) =>
  createYoutubeSite({ tokens, clock, timeZone: () => 'Europe/Berlin', base: youtube.base });
const publish = () => onClock(clock, site().publish(publishTask({ path: clip.path })));
const refuse = (status: number, reason: string, message?: string): YoutubeFault => ({
  kind: 'refuse',
  status,
  reason,
  ...(message === undefined ? {} : { message }),
});
const uploadsADay =
  "Quota exceeded for quota metric 'Video Uploads' and limit 'Video Uploads per day' of service 'youtube.googleapis.com' for consumer 'project_number:1'";
const midnightInCalifornia = Date.parse('2026-12-02T08:00:00.000Z');

describe('what YouTube refuses', () => {
  it.each([
    ['invalidTitle', 400],
    ['invalidDescription', 400],
    ['invalidTags', 400],
    ['invalidCategoryId', 400],
    ['invalidPublishAt', 400],
    ['invalidVideoMetadata', 400],
    ['forbiddenPrivacySetting', 403],
  ])('%s is the person to change', async (reason, status) => {
    youtube.fail('start', refuse(status, reason));
    const outcome = await publish();
    expect(outcome).toMatchObject({ kind: 'failed', error: { action: 'edit' } });
    expect(outcome).toMatchObject({ error: { userMessage: expect.stringContaining('Nothing was published.') } });
    expect(youtube.calls).toHaveLength(1);
  });

  it.each([
    ['the uploads of a day', refuse(429, 'rateLimitExceeded', uploadsADay)],
    ['the pooled quota', refuse(403, 'quotaExceeded')],
    ['the daily limit', refuse(403, 'dailyLimitExceeded')],
  ])('%s is waited for until midnight in California, told in local time', async (_name, fault) => {
    youtube.fail('start', fault);
    const outcome = await publish();
    expect(outcome).toMatchObject({ kind: 'wait', until: { ms: midnightInCalifornia }, error: { action: 'wait' } });
    expect(outcome).toMatchObject({ stage: 'Waiting until Wed 2 Dec, 09:00' });
    expect(youtube.calls).toHaveLength(1);
  });

  it('the limit of the channel is waited for a day', async () => {
    youtube.fail('start', refuse(400, 'uploadLimitExceeded'));
    expect(await publish()).toMatchObject({ kind: 'wait', until: { ms: clock.now() + 24 * 3_600_000 } });
  });

  it('a rate limit passes, after as long as it asks for', async () => {
    youtube.fail('start', {
      kind: 'refuse',
      status: 429,
      reason: 'rateLimitExceeded',
      headers: { 'retry-after': '30' },
    });
    const beganMs = clock.now();
    expect(await publish()).toMatchObject({ kind: 'published' });
    expect(clock.now() - beganMs).toBeGreaterThanOrEqual(30_000);
  });

  it('a missing right and a missing channel want another login', async () => {
    youtube.fail('start', refuse(403, 'insufficientPermissions'));
    expect(await publish()).toMatchObject({ kind: 'failed', error: { code: 'scope_missing', action: 'reconnect' } });
    youtube.fail('start', refuse(401, 'youtubeSignupRequired'), 2);
    expect(await publish()).toMatchObject({ kind: 'failed', error: { code: 'no_channel', action: 'reconnect' } });
  });

  it('a login that is no longer good keeps the post waiting', async () => {
    const dead = err({ code: 'needs_login', detail: 'Token has been expired or revoked.' } as const);
    const outcome = await onClock(
      clock,
      site({ current: async () => dead, afterRefusal: async () => dead }).publish(publishTask({ path: clip.path })),
    );
    expect(outcome).toMatchObject({ kind: 'wait', until: 'login' });
    expect(youtube.calls).toHaveLength(0);
  });

  it('trouble that lasts makes it rest, and give its place to others', async () => {
    youtube.fail('start', refuse(503, 'backendError'), 100);
    const outcome = await publish();
    expect(outcome).toMatchObject({ kind: 'wait', error: { code: 'unreachable', action: 'wait' } });
    expect(youtube.calls.length).toBeLessThan(10);
  });

  it('a line that is dead is no failure', async () => {
    const { base } = youtube;
    await youtube.close();
    const dead = createYoutubeSite({ tokens: steadyTokens(), clock, timeZone: () => 'UTC', base });
    expect(await onClock(clock, dead.publish(publishTask({ path: clip.path })))).toMatchObject({ kind: 'wait' });
    youtube = await startYoutubeStandIn();
  });
});

describe('a video that was uploaded', () => {
  it('is followed while it is processed', async () => {
    youtube.processingLooks = 4;
    const post = publishTask({ path: clip.path });
    expect(await onClock(clock, site().publish(post))).toMatchObject({ kind: 'published' });
    const seen = post.reports.filter(({ stage }) => stage === 'Processing at YouTube').map(({ fraction }) => fraction);
    expect(seen).toEqual([null, 0.25, 0.5, 0.75, 1]);
  });

  it.each([
    ['failed', 'codec', 'processing_failed', 'cannot read its video codec'],
    ['rejected', 'copyright', 'rejected', 'because of copyright'],
    ['rejected', 'duplicate', 'rejected', 'has the same video already'],
  ] as const)('that is %s for %s says so in words', async (uploadStatus, reason, code, words) => {
    youtube.fate = { uploadStatus, reason };
    expect(await publish()).toMatchObject({
      kind: 'rejected',
      error: { code, userMessage: expect.stringContaining(words) },
    });
  });

  it('lets others go first when YouTube works on it for long, and is never sent again', async () => {
    youtube.processingLooks = 1000;
    const post = publishTask({ path: clip.path });
    expect(await onClock(clock, site().publish(post))).toMatchObject({ kind: 'wait', state: 'processing' });
    for (const video of youtube.videos) video.looksLeft = 0;
    expect(await onClock(clock, site().publish(post.again()))).toMatchObject({ kind: 'published' });
    expect(youtube.videos).toHaveLength(1);
  });

  it('whose visibility is another one says so', async () => {
    youtube.forcedPrivacy = 'private';
    const post = publishTask({ path: clip.path, content: { visibility: 'public' } });
    expect(await onClock(clock, site().publish(post))).toMatchObject({
      visibility: 'private',
      note: 'You asked for public, and YouTube made it private. Change it there.',
    });
  });

  it('is scheduled there, private until then', async () => {
    const publishAtMs = clock.now() + 3_600_000;
    const post = publishTask({ path: clip.path, content: { visibility: 'public' }, publishAtMs });
    expect(await onClock(clock, site().publish(post))).toMatchObject({
      scheduled: true,
      visibility: 'private',
      note: null,
    });
    const [video] = youtube.videos;
    expect(video?.publishAt).toBe(new Date(publishAtMs).toISOString());
    const look = () => site().look(post.account, video?.id ?? '', new AbortController().signal);
    expect(await look()).toMatchObject({ value: { live: false } });
    clock.advance(3_600_000);
    expect(await look()).toMatchObject({ value: { live: true, visibility: 'public' } });
  });

  it('gets its own thumbnail, and a note where the channel may have none', async () => {
    const cover = clipOf(5000);
    const parts = { path: clip.path, content: { cover: { kind: 'poster' } } as const, cover: cover.path };
    expect(await onClock(clock, site().publish(publishTask(parts)))).toMatchObject({ note: null });
    expect(youtube.videos[0]?.thumbnailBytes).toBe(5000);
    youtube.fail('thumbnail', refuse(403, 'forbidden'));
    expect(await onClock(clock, site().publish(publishTask(parts)))).toMatchObject({
      kind: 'published',
      note: expect.stringContaining('may not set its own thumbnails'),
    });
    cover.remove();
  });
});

describe('taking a post back', () => {
  const signal = new AbortController().signal;

  it('drops an upload that is not complete', async () => {
    youtube.fail('chunk', { kind: 'refuse', status: 503, reason: 'backendError' }, 100);
    const post = publishTask({ path: clip.path });
    await onClock(clock, site().publish(post));
    expect(await site().withdraw({ ...post, signal })).toBe('withdrawn');
    expect(youtube.sessions.size).toBe(0);
  });

  it('says that what is complete may be seen', async () => {
    const post = publishTask({ path: clip.path });
    await onClock(clock, site().publish(post));
    expect(await site().withdraw({ ...post, signal })).toBe('may_be_public');
  });

  it('has nothing to do where nothing was begun', async () => {
    expect(await site().withdraw({ ...publishTask({ path: clip.path }), signal })).toBe('withdrawn');
  });
});
