import { describe, expect, it } from 'vitest';
import { passwordsIn, withoutCredentials } from './url-credentials.ts';

describe('credentials in an address', () => {
  it.each([
    ['https://me:pass%2Fword@example.org/v1', 'https://[redacted]@example.org/v1', ['pass%2Fword', 'pass/word']],
    ['https://me:p@ss@example.org', 'https://[redacted]@example.org', ['p@ss']],
    ['http://token@example.org/x?y=z', 'http://[redacted]@example.org/x?y=z', []],
    ['https://me:%zz@example.org', 'https://[redacted]@example.org', ['%zz']],
    ['https://example.org/a@b:c', 'https://example.org/a@b:c', []],
    ['my-bucket', 'my-bucket', []],
  ])('%s', (text, shown, passwords) => {
    expect(withoutCredentials(text)).toBe(shown);
    expect(passwordsIn(text)).toEqual(passwords);
  });
});
