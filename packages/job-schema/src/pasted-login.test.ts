import { describe, expect, it } from 'vitest';
import { pastedAs } from './pasted-login.ts';

describe('what was pasted', () => {
  const token = `IGAA${'x'.repeat(120)}`;
  it.each([
    [' https://own.example.org/back?code=a&state=b#_ ', true, 'address'],
    ['videoexpress://back?code=a', false, 'address'],
    [token, true, 'token'],
    [token, false, 'code'],
    ['AQDx1234#_', true, 'code'],
    ['4/0AfJohX', false, 'code'],
  ] as const)('%s is taken for what it is', (text, takesTokens, kind) => {
    expect(pastedAs(text, takesTokens)).toEqual({ [kind]: text.trim() });
  });
});
