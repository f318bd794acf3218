import type { PostError } from '@videoexpress/job-schema';
import type { PublishOutcome } from '@videoexpress/studio';
import type { Refusal } from './answer.ts';
import { localMoment, nextPacificMidnight } from './pacific-midnight.ts';

/** What a refusal comes to: an end or a wait; or it passes by itself, and is asked again after a while. */
export type Judgement = PublishOutcome | { readonly kind: 'again'; readonly afterMs: number | null };

const dayMs = 24 * 60 * 60_000;

/** Fields that a person has to change, by the reason that YouTube gives. */
const faults: Readonly<Record<string, string>> = {
  invalidTitle: 'YouTube does not take this title. It must have 1 to 100 characters, without < and >.',
  invalidDescription: 'YouTube does not take this description. It may have 5000 bytes, without < and >.',
  invalidTags: 'YouTube does not take these tags. Together they may have 500 characters.',
  invalidCategoryId: 'YouTube has no such category for videos. Choose another.',
  invalidPublishAt: 'YouTube does not take this time. Choose one that is still to come.',
  invalidVideoMetadata: 'YouTube does not take what is said of this video. Look through title, tags and category.',
  invalidFilename: 'YouTube does not take the name of this file.',
  invalidRecordingDetails: 'YouTube does not take the recording details of this video.',
  mediaBodyRequired: 'YouTube says that the video was missing.',
  defaultLanguageNotSet: 'YouTube asks for the language of the video.',
  forbiddenPrivacySetting: 'YouTube does not let this channel use that visibility. Choose another.',
  forbiddenLicenseSetting: 'YouTube does not let this channel use that licence.',
};

/** The pooled quota of a Google project, and the one for uploads alone. */
const dayQuotas: ReadonlySet<string> = new Set(['quotaExceeded', 'dailyLimitExceeded']);
const missingScopes: ReadonlySet<string> = new Set(['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT']);

/** Turns what YouTube refused into a sentence and an action, or into a wait. */
export function judgeRefusal(
  refusal: Refusal,
  around: { readonly nowMs: number; readonly timeZone: string; readonly accountName: string },
): Judgement {
  const { status, reason, message, retryAfterMs } = refusal;
  const { nowMs, timeZone, accountName } = around;
  const detail = `HTTP ${status} ${reason}: ${message}`;
  const end = (code: string, userMessage: string, action: PostError['action']): PublishOutcome => ({
    kind: 'failed',
    error: { code, detail, userMessage: `${userMessage} Nothing was published.`, action },
  });
  const wait = (code: string, ms: number, why: string): PublishOutcome => ({
    kind: 'wait',
    stage: `Waiting until ${localMoment(ms, timeZone)}`,
    error: {
      code,
      detail,
      userMessage: `${why} It goes on by itself on ${localMoment(ms, timeZone)}.`,
      action: 'wait',
    },
    until: { ms },
  });

  const isOfTheDay = dayQuotas.has(reason) || (status === 429 && /per day/i.test(message));
  if (isOfTheDay) {
    const why = "This Google project has used today's quota of YouTube; it begins anew at midnight in California.";
    return wait('quota_exceeded', nextPacificMidnight(nowMs), why);
  }
  if (reason === 'uploadLimitExceeded') {
    const why = `${accountName} may upload no more videos for now: YouTube limits what a channel uploads in a day.`;
    return wait('upload_limit', nowMs + dayMs, why);
  }
  if (status >= 500 || status === 429 || status === 408 || /ratelimitexceeded/i.test(reason))
    return { kind: 'again', afterMs: retryAfterMs };
  if (reason === 'youtubeSignupRequired') {
    const words = `The Google account of ${accountName} has no YouTube channel. Make one at youtube.com and connect it again.`;
    return end('no_channel', words, 'reconnect');
  }
  if (missingScopes.has(reason)) {
    const words = `${accountName} was connected without the right to upload. Connect it again and leave both boxes ticked.`;
    return end('scope_missing', words, 'reconnect');
  }
  if (status === 401) return { kind: 'wait', stage: 'Waiting for a login', error: null, until: 'login' };
  const fault = faults[reason];
  if (fault !== undefined) return end('not_taken', fault, 'edit');
  if (status === 403) {
    return end('forbidden', `YouTube does not let ${accountName} do this (${reason || 'forbidden'}).`, 'retry');
  }
  return end('not_taken', `YouTube did not take this video (${reason || `HTTP ${status}`}).`, 'retry');
}
