import { describe, expect, it } from 'vitest';
import { withoutNul } from './cloud-rows.ts';

describe('texts as they are sent to Postgres', () => {
  it.each([
    ['a NUL', 'a\u0000b', 'a\ufffdb'],
    ['half of a sign that was cut in two', 'wave \ud83c', 'wave \ufffd'],
    ['the other half', '\udf0a wave', '\ufffd wave'],
  ])('hold no %s', (_name, prompt, sent) => {
    expect(withoutNul({ id: '1', data: { prompt, more: [prompt] } })).toEqual({
      id: '1',
      data: { prompt: sent, more: [sent] },
    });
  });

  it('are left as they are otherwise', () => {
    const row = { id: '1', data: { prompt: 'wave 🌊, and what is written \\u0000 or \\ud83c', number: 1, none: null } };
    expect(withoutNul(row)).toEqual(row);
  });
});
