import { describe, expect, it } from 'vitest';
import { oldestEventId, stampedBy } from './snapshot-value.ts';

describe('stampedBy', () => {
  const known = { value: 'new', eventId: 7 };

  it('applies an event that the snapshot does not include', () => {
    expect(stampedBy(known, 8, () => 'newer')).toEqual({ value: 'newer', eventId: 8 });
    expect(stampedBy({ value: 'new', eventId: null }, 1, () => 'newer').value).toBe('newer');
  });

  it('ignores an event that the snapshot includes already', () => {
    expect(stampedBy(known, 7, () => 'old')).toBe(known);
  });
});

describe('oldestEventId', () => {
  it('is where a stream must begin so that no snapshot has a gap after it', () => {
    expect(oldestEventId([9, null, 4])).toBe(4);
    expect(oldestEventId([null])).toBeNull();
  });
});
