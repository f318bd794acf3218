import type { PostError } from '@videoexpress/job-schema';
import type { Clock, PublishOutcome, PublishTask } from '@videoexpress/studio';
import { parsed, passesByItself, refusalOf } from './answer.ts';
import { judgeRefusal } from './judge-refusal.ts';
import { waitFor, withoutToken } from './waits.ts';
import type { YoutubeApi } from './youtube-api.ts';
import { videoListSchema, type YoutubeVideo } from './youtube-words.ts';

const firstLookMs = 2000;
const longestLookMs = 60_000;
/** After this the post gives its place to others; YouTube goes on meanwhile. */
const holdMs = 15 * 60_000;
const restMs = 5 * 60_000;
/** A video that was just made may not be listed at once. */
const missingLooks = 5;

/** Why a video could not be processed, in words. */
const failureWords: Readonly<Record<string, string>> = {
  codec: 'YouTube cannot read its video codec.',
  conversion: 'YouTube could not convert it.',
  emptyFile: 'YouTube found the file empty.',
  invalidFile: 'YouTube does not know this kind of file.',
  tooSmall: 'YouTube found the file too small.',
  uploadAborted: 'YouTube says that the upload was broken off.',
};

const rejectionWords: Readonly<Record<string, string>> = {
  claim: 'somebody claims its content',
  copyright: 'of copyright',
  duplicate: 'the channel has the same video already',
  inappropriate: 'its content breaks the rules of YouTube',
  legal: 'of a legal complaint',
  length: 'it is too long for this channel; a channel with a confirmed phone number may have more than 15 minutes',
  termsOfUse: 'it breaks the terms of use',
  trademark: 'of a trademark',
  uploaderAccountClosed: 'the account of the channel was closed',
  uploaderAccountSuspended: 'the account of the channel was suspended',
};

/** Follows a video until YouTube has worked through it. */
export async function followProcessing(
  parts: {
    readonly api: YoutubeApi;
    readonly task: PublishTask;
    readonly clock: Clock;
    readonly timeZone: () => string;
  },
  videoId: string,
): Promise<{ readonly kind: 'processed'; readonly video: YoutubeVideo } | PublishOutcome> {
  const { api, task, clock } = parts;
  const beganMs = clock.monotonic();
  let waitMs = firstLookMs;
  let missing = 0;
  task.report({ stage: 'Processing at YouTube', state: 'processing', fraction: null });
  for (;;) {
    const answer = await videoStatus(api, videoId, task.signal);
    if (task.signal.aborted) return { kind: 'aborted' };
    if (!answer.ok && answer.error.code !== 'unreachable') {
      const ended = withoutToken({ code: answer.error.code, detail: answer.error.detail }, task.account.accountName);
      if (ended !== null) return uploadedAnyway(ended, videoId);
    }
    if (answer.ok && answer.value.status === 200) {
      const video = parsed(videoListSchema, answer.value)?.items[0];
      if (video === undefined) missing += 1;
      else {
        const end = endOf(video);
        if (end !== null) return end;
        task.report({ stage: 'Processing at YouTube', state: 'processing', fraction: fractionOf(video) });
      }
      if (missing >= missingLooks) return goneAgain(videoId);
    } else if (answer.ok && !passesByItself(answer.value)) {
      const nowMs = clock.now();
      const around = { nowMs, timeZone: parts.timeZone(), accountName: task.account.accountName };
      const judged = judgeRefusal(refusalOf(answer.value, nowMs), around);
      if (judged.kind !== 'again') return uploadedAnyway(judged, videoId);
    }
    if (clock.monotonic() - beganMs > holdMs)
      return {
        kind: 'wait',
        stage: 'Processing at YouTube',
        state: 'processing',
        error: null,
        until: { ms: clock.now() + restMs },
      };
    await waitFor(clock, waitMs, task.signal);
    if (task.signal.aborted) return { kind: 'aborted' };
    waitMs = Math.min(longestLookMs, waitMs * 1.5);
  }
}

/** Asks for a video's state. */
export function videoStatus({ base, send }: YoutubeApi, videoId: string, signal: AbortSignal) {
  const query = new URLSearchParams({ part: 'status,processingDetails', id: videoId });
  return send({ method: 'GET', url: `${base}/youtube/v3/videos?${query.toString()}` }, signal);
}

/** What stands against a video that YouTube took; null: nothing. */
export function videoError({ status, processingDetails }: YoutubeVideo): PostError | null {
  const processing = processingDetails?.processingStatus;
  if (status.uploadStatus === 'rejected') {
    const why = rejectionWords[status.rejectionReason ?? ''] ?? 'it did not say why';
    const detail = `rejected: ${status.rejectionReason ?? 'no reason'}`;
    return { code: 'rejected', detail, userMessage: `YouTube took the video down because ${why}.`, action: 'edit' };
  }
  if (status.uploadStatus === 'failed' || processing === 'failed' || processing === 'terminated') {
    const why = failureWords[status.failureReason ?? ''] ?? 'YouTube could not process it.';
    const detail = `failed: ${status.failureReason ?? processing ?? 'no reason'}`;
    return { code: 'processing_failed', detail, userMessage: `${why} Nothing can be watched.`, action: 'retry' };
  }
  if (status.uploadStatus === 'deleted') {
    const userMessage = 'The video was deleted on YouTube.';
    return { code: 'gone_at_service', detail: 'deleted', userMessage, action: 'retry' };
  }
  return null;
}

function endOf(
  video: YoutubeVideo,
): { readonly kind: 'processed'; readonly video: YoutubeVideo } | PublishOutcome | null {
  const error = videoError(video);
  if (error !== null) return { kind: 'rejected', remoteId: video.id, error };
  const isProcessed =
    video.status.uploadStatus === 'processed' || video.processingDetails?.processingStatus === 'succeeded';
  return isProcessed ? { kind: 'processed', video } : null;
}

function fractionOf({ processingDetails }: YoutubeVideo): number | null {
  const { partsTotal, partsProcessed } = processingDetails?.processingProgress ?? {};
  if (partsTotal === undefined || partsProcessed === undefined || partsTotal <= 0) return null;
  return Math.min(1, Math.max(0, partsProcessed / partsTotal));
}

/** The video is there, whatever stops us from asking after it: it is waited for, and never sent again. */
function uploadedAnyway(ended: PublishOutcome, videoId: string): PublishOutcome {
  if (ended.kind !== 'failed') return ended;
  const userMessage = 'The video was uploaded, and YouTube does not say how it goes on. Look there.';
  const error = { ...ended.error, userMessage, action: 'look' } as const;
  return { kind: 'unknown', remoteId: videoId, url: watchAddress(videoId), error };
}

function goneAgain(videoId: string): PublishOutcome {
  const userMessage = 'The video was uploaded, and YouTube no longer has it. It may have been deleted there.';
  const error = { code: 'gone_at_service', detail: 'The video is not listed.', userMessage, action: 'look' } as const;
  return { kind: 'unknown', remoteId: videoId, url: watchAddress(videoId), error };
}

/** Where a video is watched. */
export function watchAddress(videoId: string): string {
  return `https://www.youtube.com/watch?v=${encodeURIComponent(videoId)}`;
}
