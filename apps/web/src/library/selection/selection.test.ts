import { describe, expect, it } from 'vitest';
import { clipsOf } from '../../testing/clip-of.ts';
import { noSelection, rangeTo, toggled, withAdded, withAsset } from './selection.ts';

const [one, two, three] = clipsOf(3);

describe('a selection', () => {
  it('takes one in and out', () => {
    const chosen = toggled(noSelection, one!, 4);
    expect([...chosen.chosen.keys()]).toEqual([one!.id]);
    expect(toggled(chosen, one!, 4).chosen.size).toBe(0);
  });

  it('goes from the last one that was pressed to this, whichever way', () => {
    const chosen = toggled(noSelection, one!, 4);
    expect(rangeTo(chosen, 7)).toEqual({ first: 4, end: 8 });
    expect(rangeTo(chosen, 2)).toEqual({ first: 2, end: 5 });
    expect(rangeTo(noSelection, 2)).toEqual({ first: 2, end: 3 });
    expect(withAdded(chosen, [two!, three!]).anchor).toBe(4);
  });

  it('follows its assets', () => {
    const chosen = withAdded(noSelection, [one!, two!]);
    expect(withAsset(chosen, one!.id, { ...one!, favourite: true }).chosen.get(one!.id)?.favourite).toBe(true);
    expect([...withAsset(chosen, one!.id, null).chosen.keys()]).toEqual([two!.id]);
    expect(withAsset(chosen, three!.id, null)).toBe(chosen);
  });
});
