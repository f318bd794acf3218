import { describe, expect, it } from 'vitest';
import { clipsOf } from '../../../testing/clip-of.ts';
import { type Branch, branchesOf } from './branches.ts';

const [a, b, c, d, e] = clipsOf(5);
if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined)
  throw new Error('Five');
const clips = [a, b, c, d, e];

/** The shape of it, by the names of the clips. */
const shape = (branches: readonly Branch[]): unknown =>
  branches.map(({ clip, branches: below }) => (below.length === 0 ? clip.name : [clip.name, shape(below)]));

describe('branchesOf', () => {
  it('draws each clip below the one it came from, in the order of their making', () => {
    const edges = [
      { from: a.id, to: c.id },
      { from: a.id, to: b.id },
      { from: b.id, to: d.id },
    ];
    expect(shape(branchesOf({ clips, edges }))).toEqual([[a.name, [[b.name, [d.name]], c.name]], e.name]);
  });

  it('draws a clip with two origins once, and ends where clips came from each other', () => {
    const edges = [
      { from: a.id, to: c.id },
      { from: b.id, to: c.id },
      { from: d.id, to: e.id },
      { from: e.id, to: d.id },
    ];
    expect(shape(branchesOf({ clips, edges }))).toEqual([[a.name, [c.name]], b.name]);
  });
});
