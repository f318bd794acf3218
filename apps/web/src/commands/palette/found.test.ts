import { describe, expect, it } from 'vitest';
import { bestFirst, isFound } from './found.ts';

describe('isFound', () => {
  it('wants every word, in any order and any case', () => {
    expect(isFound('Pause the queue', 'QUEUE pau')).toBe(true);
    expect(isFound('Pause the queue', 'queue stop')).toBe(false);
    expect(isFound('静かな湖', '湖')).toBe(true);
    expect(isFound('anything', '  ')).toBe(true);
  });
});

describe('bestFirst', () => {
  it('puts what begins with the query first', () => {
    const labels = ['Go to Library', 'Open library folder', 'Library'];
    expect(bestFirst(labels, (label) => label, 'lib')).toEqual(['Library', 'Go to Library', 'Open library folder']);
    expect(bestFirst(labels, (label) => label, '')).toBe(labels);
  });
});
