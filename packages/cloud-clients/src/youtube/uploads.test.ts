import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clipOf, onClock, publishTask, steadyTokens } from '../testing/publish-task.ts';
import { startYoutubeStandIn, type YoutubeStandIn } from '../testing/youtube-stand-in/index.ts';
import { createYoutubeSite } from './create-youtube-site.ts';

const mib = 1024 * 1024;
/** Of no whole unit of 256 KiB. */
const clipBytes = 8 * mib + 12_345;

let youtube: YoutubeStandIn;
let clock: ManualClock;
let clip: ReturnType<typeof clipOf>;
let tokens: ReturnType<typeof steadyTokens>;

beforeEach(async () => {
  clock = new ManualClock();
  youtube = await startYoutubeStandIn({ nowMs: () => clock.now() });
  clip = clipOf(clipBytes);
  tokens = steadyTokens();
});
afterEach(async () => {
  await youtube.close();
  clip.remove();
});

const site = () => createYoutubeSite({ tokens, clock, timeZone: () => 'UTC', base: youtube.base });
const task = (parts: Partial<Parameters<typeof publishTask>[0]> = {}) => publishTask({ path: clip.path, ...parts });
const calls = (name: string) => youtube.calls.filter(({ call }) => call === name);

/** One video, byte for byte. */
function expectOneVideo(): void {
  expect(youtube.videos).toHaveLength(1);
  expect(youtube.videos[0]?.sha256).toBe(createHash('sha256').update(readFileSync(clip.path)).digest('hex'));
}

describe('an upload to YouTube', () => {
  it('sends the clip as it is, with everything that must be said, and reports how far it is', async () => {
    const post = task({
      content: { title: 'Low tide', text: 'Waves', tags: ['sea', 'slow waves'], visibility: 'unlisted' },
    });
    const outcome = await onClock(clock, site().publish(post));
    expect(outcome).toEqual({
      kind: 'published',
      remoteId: 'video1',
      url: 'https://www.youtube.com/watch?v=video1',
      visibility: 'unlisted',
      scheduled: false,
      note: null,
    });
    expectOneVideo();
    expect(youtube.videos[0]).toMatchObject({
      title: 'Low tide',
      privacyStatus: 'unlisted',
      madeForKids: false,
      containsSyntheticMedia: true,
      notifySubscribers: true,
      tags: ['sea', 'slow waves'],
    });
    const fractions = post.reports.filter(({ stage }) => stage === 'Uploading').map(({ fraction }) => fraction ?? 0);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.length).toBeGreaterThan(6);
  });

  it('has the address of the upload in its journal before a byte goes out', async () => {
    const post = task();
    const kept = {
      ...post,
      journal: {
        ...post.journal,
        write: async (entry: Readonly<Record<string, unknown>>) => {
          if (entry['step'] === 'uploading' && entry['mayBeComplete'] === false) expect(youtube.bytesKept).toBe(0);
          await post.journal.write(entry);
        },
      },
    };
    await onClock(clock, site().publish(kept));
    expect(post.entries[0]).toMatchObject({ step: 'uploading', mayBeComplete: false });
    expect(String(post.entries[0]?.['session'])).toContain('upload_id=');
  });

  it('goes on behind what is confirmed when the line is cut', async () => {
    youtube.fail('chunk', { kind: 'cut_after', bytes: 700_000 });
    expect(await onClock(clock, site().publish(task()))).toMatchObject({ kind: 'published' });
    expectOneVideo();
    expect(calls('question')).toHaveLength(1);
    expect(calls('chunk')[1]?.range).toMatch(/^bytes 524288-/);
  });

  it.each([500, 502, 503, 504])('asks and goes on after HTTP %i', async (status) => {
    youtube.fail('chunk', { kind: 'refuse', status, reason: 'backendError' }, 2);
    expect(await onClock(clock, site().publish(task()))).toMatchObject({ kind: 'published' });
    expectOneVideo();
  });

  it('makes no second video when the last answer is lost', async () => {
    clip.remove();
    clip = clipOf(200_000);
    youtube.fail('chunk', { kind: 'swallow_answer' });
    expect(await onClock(clock, site().publish(task()))).toMatchObject({ kind: 'published', remoteId: 'video1' });
    expectOneVideo();
  });

  it('gets a new token for one that is refused, and stays with its upload', async () => {
    const post = task();
    youtube.fail('chunk', { kind: 'cut_after', bytes: 4 * mib });
    const publishing = site().publish({
      ...post,
      report: (progress) => {
        post.report(progress);
        if ((progress.fraction ?? 0) > 0.3) youtube.refusedTokens.add('token-1');
      },
    });
    expect(await onClock(clock, publishing)).toMatchObject({ kind: 'published' });
    expectOneVideo();
    expect(calls('start')).toHaveLength(1);
    expect(tokens.given).toContain('token-2');
  });

  it('begins anew when the upload is forgotten before it was complete', async () => {
    // More than a line takes before anybody reads it.
    clip.remove();
    clip = clipOf(32 * mib);
    youtube.fail('chunk', { kind: 'cut_after', bytes: 300_000 });
    youtube.fail('question', { kind: 'forget_session' });
    expect(await onClock(clock, site().publish(task()))).toMatchObject({ kind: 'published' });
    expectOneVideo();
    expect(calls('start')).toHaveLength(2);
  });

  it('looks the video up when the upload is forgotten after it may have been complete', async () => {
    clip.remove();
    clip = clipOf(200_000);
    youtube.fail('chunk', { kind: 'swallow_answer' });
    youtube.fail('question', { kind: 'forget_session' });
    expect(await onClock(clock, site().publish(task()))).toMatchObject({ kind: 'published', remoteId: 'video1' });
    expectOneVideo();
    expect(calls('start')).toHaveLength(1);
  });

  it('says that nobody knows where it cannot be found, and sends nothing again', async () => {
    clip.remove();
    clip = clipOf(200_000);
    youtube.fail('chunk', { kind: 'cut_after', bytes: 100_000 });
    youtube.fail('question', { kind: 'forget_session' });
    expect(await onClock(clock, site().publish(task()))).toMatchObject({ kind: 'unknown', error: { action: 'look' } });
    expect(calls('start')).toHaveLength(1);
  });

  it('never puts bytes of another file behind those that are there', async () => {
    youtube.fail('chunk', { kind: 'cut_after', bytes: 600_000 });
    youtube.fail('question', { kind: 'refuse', status: 503, reason: 'backendError' }, 100);
    const post = task();
    expect(await onClock(clock, site().publish(post))).toMatchObject({ kind: 'wait' });
    clip.remove();
    clip = clipOf(clipBytes - 1000);
    youtube.wellAgain();
    const again = publishTask({ path: clip.path, from: post });
    expect(await onClock(clock, site().publish(again))).toMatchObject({ kind: 'published' });
    expectOneVideo();
    expect(calls('drop')).toHaveLength(1);
  });
});

describe('an upload that a kill interrupted', () => {
  it('goes on with the upload of the journal', async () => {
    const post = task();
    const stopped = site().publish({
      ...post,
      report: (progress) => {
        post.report(progress);
        if ((progress.fraction ?? 0) >= 0.5) post.abort.abort();
      },
    });
    expect(await onClock(clock, stopped)).toEqual({ kind: 'aborted' });
    expect(youtube.videos).toHaveLength(0);
    expect(await onClock(clock, site().publish(post.again()))).toMatchObject({ kind: 'published' });
    expectOneVideo();
    expect(calls('start')).toHaveLength(1);
  });

  it('finds a video that was completed when nobody saw the answer', async () => {
    const post = task();
    const first = await onClock(clock, site().publish(post));
    expect(first).toMatchObject({ kind: 'published' });
    // As after a kill between the last byte and its answer.
    const before = publishTask({ path: clip.path, from: post });
    before.entries.splice(0, before.entries.length, ...post.entries.filter(({ step }) => step === 'uploading'));
    expect(await onClock(clock, site().publish(before))).toMatchObject({ kind: 'published', remoteId: 'video1' });
    expectOneVideo();
  });
});
