import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readSecretFrom, type SecretSource } from './read-secret.ts';

/** A stream that is a terminal, and remembers when it echoed nothing. */
function typing(): { source: SecretSource & PassThrough; raw: boolean[] } {
  const raw: boolean[] = [];
  const source = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => raw.push(on) });
  return { source, raw };
}

describe('reading a secret', () => {
  it.each([
    ['a line', ['rpa_1', '23\r'], 'rpa_123'],
    ['what was pasted', ['\u001b[200~rpa_123\u001b[201~', '\n'], 'rpa_123'],
    ['a line with slips', ['rpX\u007fa_12\b', '23\r'], 'rpa_123'],
    ['a line begun anew', ['wrong\u0015rpa_123\r'], 'rpa_123'],
    ['a line ended by Ctrl-D', ['rpa_123\u0004'], 'rpa_123'],
  ])('takes %s from a terminal, which shows nothing of it meanwhile', async (_, keys, text) => {
    const { source, raw } = typing();
    const read = readSecretFrom(source);
    expect(raw).toEqual([true]);
    for (const key of keys) source.write(key);
    expect(await read).toEqual({ kind: 'text', text });
    expect(raw).toEqual([true, false]);
  });

  it('gives the terminal back after Ctrl-C, and after an input that ended', async () => {
    for (const [keys, kind] of [
      ['rpa\u0003', 'interrupted'],
      ['\u0004', 'ended'],
    ] as const) {
      const { source, raw } = typing();
      const read = readSecretFrom(source);
      source.write(keys);
      expect(await read).toEqual({ kind });
      expect(raw).toEqual([true, false]);
    }
  });

  it('takes everything from a pipe, up to a length that no key has', async () => {
    const pipe = new PassThrough();
    const read = readSecretFrom(pipe);
    pipe.write('rpa_');
    pipe.end('123\n');
    expect(await read).toEqual({ kind: 'text', text: 'rpa_123\n' });
    const flood = new PassThrough();
    const refused = readSecretFrom(flood);
    flood.write('a'.repeat(20_000));
    expect(await refused).toEqual({ kind: 'too_long' });
    const nothing = new PassThrough();
    nothing.end();
    expect(await readSecretFrom(nothing)).toEqual({ kind: 'ended' });
  });
});
