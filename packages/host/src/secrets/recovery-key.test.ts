import { randomBytes } from 'node:crypto';
import { err } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { createRecoveryKey, readRecoveryKey, recoveryKeyOf } from './recovery-key.ts';

describe('a recovery key', () => {
  it('is the key in 14 groups of four letters, and the key again however it is typed', () => {
    for (let n = 0; n < 50; n += 1) {
      const key = randomBytes(32);
      const text = recoveryKeyOf(key);
      expect(text).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/);
      const typed = text.toLowerCase().replaceAll('-', '  ').replaceAll('0', 'o').replaceAll('1', 'l');
      expect(readRecoveryKey(typed)).toEqual({ ok: true, value: key });
    }
  });

  it('with one letter wrong, two swapped or some missing is none', () => {
    const text = recoveryKeyOf(Buffer.alloc(32, 7)).replaceAll('-', '');
    const wrong = [...text].map((letter, at) => text.slice(0, at) + (letter === 'A' ? 'B' : 'A') + text.slice(at + 1));
    const swapped = [...text].flatMap((letter, at) => {
      const next = text[at + 1];
      return next === undefined || next === letter ? [] : [text.slice(0, at) + next + letter + text.slice(at + 2)];
    });
    for (const each of [...wrong, ...swapped]) expect(readRecoveryKey(each).ok).toBe(false);
    expect(readRecoveryKey(text.slice(4))).toEqual(err(expect.stringContaining('14 groups')));
    expect(readRecoveryKey(`${text.slice(1)}!`)).toEqual(err('“!” is in no recovery key.'));
  });

  it('is told to whoever keeps secrets out of texts before it is shown', async () => {
    const told: string[] = [];
    const key = createRecoveryKey({ readOrCreate: async () => ({ ok: true, value: Buffer.alloc(32, 9) }) }, (text) =>
      told.push(text),
    );
    const shown = await key.read();
    expect(shown.ok && told).toEqual([shown.ok && shown.value]);
  });
});
