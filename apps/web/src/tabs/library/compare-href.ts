import type { Asset } from '@videoexpress/job-schema';

/** The page that compares two clips; null for anything else than exactly two. */
export function compareHref(assets: readonly Asset[]): string | null {
  const [one, other] = assets;
  if (assets.length !== 2 || one?.type !== 'video' || other?.type !== 'video') return null;
  return `/library?compare=${one.id},${other.id}`;
}
