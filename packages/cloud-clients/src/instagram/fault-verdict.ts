import type { PostError } from '@videoexpress/job-schema';
import type { GraphFault } from './graph-fault.ts';

/**
 * What a fault means for a post that is surely not published.
 * - `again`: the same may pass later, at most `most` times, or without an end.
 * - `afresh`: what was there at Instagram is gone; it begins with a new container.
 * - `not_ready`: the container is still at work.
 * - `limit`: no more posts for now.
 * - `rejected`: Instagram took the clip and turned it down.
 * - `failed`: trying again by itself would not help.
 */
export type Verdict =
  | { readonly way: 'again'; readonly most: number | null; readonly error: PostError }
  | { readonly way: 'afresh' | 'limit' | 'rejected' | 'failed'; readonly error: PostError }
  | { readonly way: 'not_ready' };

/** A rate limit is met and passes. 80002 is the same, of a business's own calls. */
const rateLimits: readonly number[] = [4, 17, 32, 613, 80_002];
/** 200 to 299 stand for permissions too. */
const noPermission = (code: number): boolean => code === 10 || (code >= 200 && code <= 299);
const blocked = /API access blocked/i;

/** Reads what Instagram said into what to do, and into words. The number of the clip's fault says the most. */
export function verdictOf(fault: GraphFault): Verdict {
  const { code, subcode, words } = fault;
  const detail = `Instagram: ${numbersOf(fault)}${words}`;
  const bySubcode = subcode === null ? null : verdictOfSubcode(subcode, detail);
  if (bySubcode !== null) return bySubcode;
  if (code === 9004) return again('not_fetched', notFetched, detail, 3);
  if (code === 9007) return { way: 'not_ready' };
  if (code !== null && rateLimits.includes(code)) return again('rate_limited', rateLimited, detail, null);
  if (code === 190) return failed('needs_login', needsLogin, detail, 'reconnect');
  if (blocked.test(words)) return failed('app_blocked', appBlocked, detail, 'look');
  if (code !== null && noPermission(code)) return failed('no_permission', permissionMissing, detail, 'reconnect');
  if (fault.isTransient) return again('unavailable', unavailable, detail, null);
  if (code === 100 && subcode === 33) return failed('account_unknown', accountUnknown, detail, 'reconnect');
  return failed('refused', `Instagram refused the post: ${sentence(words)} Nothing was published.`, detail, 'edit');
}

/** What the number means that Instagram has for faults of clips and posts; null: it says nothing that is known here. */
export function verdictOfSubcode(subcode: number, detail: string): Verdict | null {
  switch (subcode) {
    case 2_207_027:
      return { way: 'not_ready' };
    case 2_207_003:
    case 2_207_052:
      return again('not_fetched', notFetched, detail, 3);
    case 2_207_020:
    case 2_207_006:
    case 2_207_008:
      return { way: 'afresh', error: error('container_gone', containerGone, detail, 'retry') };
    case 2_207_026:
    case 2_207_085:
      return { way: 'rejected', error: error('unsupported_clip', unsupported, detail, 'edit') };
    case 2_207_082:
      return again('unprocessable_clip', unprocessable, detail, 1);
    case 2_207_010:
      return failed('caption_too_long', captionTooLong, detail, 'edit');
    case 2_207_042:
      return { way: 'limit', error: quotaUsed(detail) };
    case 2_207_001:
    case 2_207_050:
    case 2_207_051:
      return failed('account_restricted', restricted, detail, 'look');
    case 2_207_032:
    case 2_207_053:
    case 2_207_077:
      return again('upload_failed', uploadFailed, detail, 1);
    case 2_207_057:
      return failed('bad_cover', badCover, detail, 'edit');
    case 2_207_081:
      return failed('trial_reels', trialReels, detail, 'look');
    default:
      return null;
  }
}

/** No more posts for the account until some of the last 24 hours are older than that. */
export function quotaUsed(detail: string): PostError {
  const userMessage =
    'Instagram takes only so many posts of an account in 24 hours, and they are used up. Nothing was published yet. ' +
    'It is tried again every hour, by itself.';
  return error('quota_exceeded', userMessage, detail, 'wait');
}

/** The account has to be connected again before anything goes on. */
export function loginNeeded(accountName: string, detail: string): PostError {
  const userMessage = `Instagram no longer takes the login of ${accountName}. Connect it again; the post is kept and goes out after that.`;
  return error('needs_login', userMessage, detail, 'reconnect');
}

/** Whatever Instagram's words hold, one sentence ends before the next begins. */
function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

function numbersOf({ status, code, subcode }: GraphFault): string {
  const numbers = [code, subcode].filter((each) => each !== null).join('/');
  return numbers === '' ? `${status}, ` : `${numbers}, `;
}

export function error(code: string, userMessage: string, detail: string, action: PostError['action']): PostError {
  return { code, detail, userMessage, action };
}

function again(code: string, userMessage: string, detail: string, most: number | null): Verdict {
  return { way: 'again', most, error: error(code, userMessage, detail, 'retry') };
}

function failed(code: string, userMessage: string, detail: string, action: PostError['action']): Verdict {
  return { way: 'failed', error: error(code, userMessage, detail, action) };
}

const notFetched =
  'Instagram could not fetch the clip from the object storage, so nothing was published. Check in Settings that the storage ' +
  'can be reached from the internet, then try again.';
const rateLimited = 'Instagram asked for a pause. Nothing was published yet; it is tried again by itself.';
const needsLogin = 'Instagram no longer takes this login. Nothing was published. Connect the account again.';
const appBlocked =
  'Meta has blocked this app from its API. Nothing was published, and a new login would not help. Look into the app at ' +
  'developers.facebook.com.';
const permissionMissing =
  'This login may not publish. Nothing was published. Connect the account again and leave "publish content" ticked.';
const accountUnknown =
  'Instagram does not know this account, or does not let this login use it. Nothing was published. Connect it again.';
const unavailable = 'Instagram is not available just now. Nothing was published yet; it is tried again by itself.';
const containerGone =
  'Instagram no longer has the clip that it had prepared. Nothing was published. Try again to prepare it anew.';
const unsupported =
  'Instagram cannot use a clip of this kind. Nothing was published. Choose "Re-encode" and publish it again.';
const unprocessable =
  'Instagram could not process the clip. Nothing was published. Try again, or choose "Re-encode" first.';
const captionTooLong = 'The caption is too long for Instagram. Nothing was published. Make it shorter.';
const restricted =
  'Instagram has restricted this account, or takes the post for spam. Nothing was published. Open Instagram to see why, ' +
  'and wait before you try again.';
const uploadFailed = 'Instagram failed to take the clip over. Nothing was published. Try again.';
const badCover = 'Instagram does not take this moment as a cover. Nothing was published. Choose another one.';
const trialReels = 'Instagram does not let this account publish such a Reel. Nothing was published.';
