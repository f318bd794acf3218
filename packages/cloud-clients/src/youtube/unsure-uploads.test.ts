import { err, type PostError } from '@videoexpress/job-schema';
import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clipOf, onClock, publishTask, steadyTokens, type TestTask } from '../testing/publish-task.ts';
import { startYoutubeStandIn, type YoutubeStandIn } from '../testing/youtube-stand-in/index.ts';
import { createYoutubeSite } from './create-youtube-site.ts';

let youtube: YoutubeStandIn;
let clock: ManualClock;
let clip: ReturnType<typeof clipOf>;

beforeEach(async () => {
  clock = new ManualClock();
  youtube = await startYoutubeStandIn({ nowMs: () => clock.now() });
  clip = clipOf(200_000);
});
afterEach(async () => {
  await youtube.close();
  clip.remove();
});

const site = (tokens: Parameters<typeof createYoutubeSite>[0]['tokens'] = steadyTokens()) =>
  createYoutubeSite({ tokens, clock, timeZone: () => 'UTC', base: youtube.base });
const starts = () => youtube.calls.filter(({ call }) => call === 'start').length;

/** The next run of the daemon, which finds what stood in the journal while bytes were on their way. */
function afterKill(post: TestTask, change: Partial<TestTask> = {}): TestTask {
  const again = post.again();
  again.entries.splice(0, again.entries.length, ...post.entries.filter(({ step }) => step === 'uploading'));
  return { ...again, ...change };
}

describe('an upload that may be complete', () => {
  it('is looked up where YouTube refuses to say how far it is', async () => {
    youtube.fail('chunk', { kind: 'swallow_answer' });
    youtube.fail('question', { kind: 'refuse', status: 403, reason: 'forbidden' }, 100);
    const outcome = await onClock(clock, site().publish(publishTask({ path: clip.path })));
    expect(outcome).toMatchObject({ kind: 'published', remoteId: 'video1' });
    expect(starts()).toBe(1);
  });

  it('is unknown where the account was disconnected before the answer', async () => {
    youtube.fail('chunk', { kind: 'swallow_answer' });
    const well = steadyTokens();
    const gone = async () => err({ code: 'gone', detail: 'The account is no longer connected.' } as const);
    const tokens = {
      ...well,
      current: (...asked: Parameters<typeof well.current>) =>
        youtube.videos.length > 0 ? gone() : well.current(...asked),
    };
    const outcome = await onClock(clock, site(tokens).publish(publishTask({ path: clip.path })));
    expect(outcome).toMatchObject({ kind: 'unknown', error: { action: 'look' } });
  });

  describe('and whose clip can no longer be read', () => {
    const error: PostError = { code: 'disk_full', detail: '', userMessage: 'No room.', action: 'retry' };
    const unreadable = { prepared: async () => err(error) };

    it('is found all the same', async () => {
      const post = publishTask({ path: clip.path });
      await onClock(clock, site().publish(post));
      const outcome = await onClock(clock, site().publish(afterKill(post, unreadable)));
      expect(outcome).toMatchObject({ kind: 'published', remoteId: 'video1' });
    });

    it('ends with what is wrong with the clip where YouTube says that bytes are missing', async () => {
      youtube.fail('chunk', { kind: 'cut_after', bytes: 199_000 });
      youtube.fail('question', { kind: 'refuse', status: 503, reason: 'backendError' }, 100);
      const post = publishTask({ path: clip.path });
      expect(await onClock(clock, site().publish(post))).toMatchObject({ kind: 'wait' });
      expect(post.entries.at(-1)).toMatchObject({ mayBeComplete: true });
      youtube.wellAgain();
      expect(await onClock(clock, site().publish(afterKill(post, unreadable)))).toEqual({ kind: 'failed', error });
      expect(starts()).toBe(1);
    });
  });
});

describe('time that passed meanwhile', () => {
  it('gives nothing up at the first trouble after a long sleep', async () => {
    youtube.fail('chunk', { kind: 'refuse', status: 503, reason: 'backendError' }, 100);
    const post = publishTask({ path: clip.path });
    expect(await onClock(clock, site().publish(post))).toMatchObject({ kind: 'wait' });
    clock.advance(3 * 24 * 3_600_000);
    youtube.wellAgain();
    // The network of a laptop that was just opened.
    youtube.fail('question', { kind: 'refuse', status: 503, reason: 'backendError' });
    expect(await onClock(clock, site().publish(post.again()))).toMatchObject({ kind: 'published' });
  });

  it('is not waited for longer than a day because a header says so', async () => {
    const headers = { 'retry-after': '99999999999999' };
    youtube.fail('start', { kind: 'refuse', status: 503, reason: 'backendError', headers });
    const nowMs = clock.now();
    const outcome = await onClock(clock, site().publish(publishTask({ path: clip.path })));
    expect(outcome).toMatchObject({ kind: 'wait', until: { ms: nowMs + 24 * 3_600_000 } });
  });

  it('puts a video out at once whose time came while it was prepared', async () => {
    const publishAtMs = clock.now() + 90_000;
    const post = publishTask({ path: clip.path, content: { visibility: 'public' }, publishAtMs });
    const slow = {
      ...post,
      prepared: () => {
        clock.advance(120_000);
        return post.prepared();
      },
    };
    expect(await onClock(clock, site().publish(slow))).toMatchObject({
      kind: 'published',
      scheduled: false,
      visibility: 'public',
      note: null,
    });
  });
});
