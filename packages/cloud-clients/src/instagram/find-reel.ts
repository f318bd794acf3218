import { ok, type Result } from '@videoexpress/job-schema';
import type { PostAccount } from '@videoexpress/studio';
import type { GraphClient, GraphFailure } from './graph-client.ts';
import { listRecentMedia, type RecentMedia } from './reel-calls.ts';

/** Clocks here and there differ a little. */
const clocksDifferMs = 10 * 60_000;

/** A Reel of the account that can only be the one of this attempt; null: none, or more than one could be it. */
export interface FoundReel {
  readonly reel: { readonly id: string; readonly permalink: string | null } | null;
  /** Something came out since then that may be it. */
  readonly mayBeThere: boolean;
}

/**
 * Looks among the newest media of the account for what was published by a container whose publication was asked for at
 * `askedAtMs`. The newest alone would be a guess: a person may have posted from the phone meanwhile.
 */
export async function findReel(
  graph: GraphClient,
  account: PostAccount,
  wanted: { readonly askedAtMs: number; readonly caption: string },
  signal: AbortSignal,
): Promise<Result<FoundReel, GraphFailure>> {
  const listed = await graph.call(account, listRecentMedia(account.accountId), signal);
  if (!listed.ok) return listed;
  const since = listed.value.data.filter((each) => isSince(each, wanted.askedAtMs - clocksDifferMs) && mayBeReel(each));
  const alike = since.filter(({ caption }) => plain(caption ?? '') === plain(wanted.caption));
  const [only, ...others] = alike;
  const isSure = only !== undefined && others.length === 0;
  const reel = isSure ? { id: only.id, permalink: httpsOrNull(only.permalink) } : null;
  return ok({ reel, mayBeThere: alike.length > 0 });
}

function isSince({ timestamp }: RecentMedia, sinceMs: number): boolean {
  // `2026-11-28T10:00:00+0000`, as it writes its zone, is none that JavaScript reads.
  const at = Date.parse((timestamp ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(at) || at >= sinceMs;
}

function mayBeReel({ media_product_type: type }: RecentMedia): boolean {
  return type === null || type === undefined || type === 'REELS';
}

/** Instagram tidies the white space of captions. */
function plain(caption: string): string {
  return caption.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}

function httpsOrNull(link: string | null | undefined): string | null {
  return link?.startsWith('https://') === true ? link : null;
}
