import { describe, expect, it } from 'vitest';
import { clipOf, clipsOf } from '../../testing/clip-of.ts';
import {
  type AssetListing,
  emptyListing,
  hasRows,
  keepingRows,
  withFirst,
  withHeld,
  withHeldShown,
  withoutAsset,
  withPage,
} from './asset-listing.ts';

const clips = clipsOf(10);
const listed = withPage(emptyListing, 0, clips.slice(0, 4), 10);

function names(listing: AssetListing): string[] {
  return [...listing.rows].toSorted(([one], [other]) => one - other).map(([index, { name }]) => `${index} ${name}`);
}

describe('a listing', () => {
  it('holds pages anywhere in it', () => {
    const jumped = withPage(listed, 8, clips.slice(8), 10);
    expect(names(jumped)).toEqual(['0 Clip 0', '1 Clip 1', '2 Clip 2', '3 Clip 3', '8 Clip 8', '9 Clip 9']);
    expect(hasRows(jumped, 8, 200)).toBe(true);
    expect(hasRows(jumped, 3, 5)).toBe(false);
  });

  it('shows no asset twice after a page that has moved', () => {
    const moved = withPage(listed, 4, clips.slice(3, 5), 11);
    expect(names(moved)).toEqual(['0 Clip 0', '1 Clip 1', '2 Clip 2', '4 Clip 3', '5 Clip 4']);
  });

  it('forgets rows behind its new end', () => {
    expect(names(withPage(listed, 0, clips.slice(0, 2), 2))).toEqual(['0 Clip 0', '1 Clip 1']);
  });

  it('makes room for a new asset and closes the gap of one that is gone', () => {
    const added = withFirst(listed, clipOf({ name: 'New' }));
    expect(names(added)).toEqual(['0 New', '1 Clip 0', '2 Clip 1', '3 Clip 2', '4 Clip 3']);
    expect(added.total).toBe(11);
    const removed = withoutAsset(added, clips[1]!.id);
    expect(names(removed)).toEqual(['0 New', '1 Clip 0', '2 Clip 2', '3 Clip 3']);
    expect(removed.total).toBe(10);
    expect(withoutAsset(removed, 'ast_unknown')).toBe(removed);
  });

  it('puts what it held in at the top, the newest first', () => {
    const held = withHeld(withHeld(listed, clipOf({ name: 'First' })), clipOf({ name: 'Second' }));
    expect(names(held)).toEqual(names(listed));
    const shown = withHeldShown(held);
    expect(names(shown).slice(0, 3)).toEqual(['0 Second', '1 First', '2 Clip 0']);
    expect(shown.total).toBe(12);
    expect(shown.held).toEqual([]);
  });

  it('lets go of rows that are far away', () => {
    expect(names(keepingRows(listed, 1, 3))).toEqual(['1 Clip 1', '2 Clip 2']);
    expect(keepingRows(listed, 0, 4)).toBe(listed);
  });
});
