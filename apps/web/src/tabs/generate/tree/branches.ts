import type { Asset, AssetId, AssetTree } from '@videoexpress/job-schema';

/** A clip, and the clips that came from it. */
export interface Branch {
  readonly clip: Asset;
  readonly branches: readonly Branch[];
}

/** The tree as it is drawn: from each clip that came from none. A clip with two origins stands below the first of them. */
export function branchesOf({ clips, edges }: AssetTree): readonly Branch[] {
  const placed = new Set<AssetId>();
  const below = (id: AssetId): readonly Branch[] => {
    const children = new Set(edges.filter(({ from }) => from === id).map(({ to }) => to));
    return clips.flatMap((clip) => (children.has(clip.id) ? branch(clip) : []));
  };
  const branch = (clip: Asset): readonly Branch[] => {
    if (placed.has(clip.id)) return [];
    placed.add(clip.id);
    return [{ clip, branches: below(clip.id) }];
  };
  const made = new Set(edges.map(({ to }) => to));
  return clips.flatMap((clip) => (made.has(clip.id) ? [] : branch(clip)));
}
