import { describe, expect, it } from 'vitest';
import { isThisMachine, readConnectionString } from './connection-string.ts';

const pooler = 'aws-0-eu-central-1.pooler.supabase.com';

describe('a connection string', () => {
  it.each([
    ['of the pooler', `postgresql://postgres.abcd:pw@${pooler}:5432/postgres`, 'pw', pooler, 5432],
    ['with blanks around it', `  postgres://postgres.abcd:pw@${pooler}/postgres\n`, 'pw', pooler, 5432],
    [
      'with a password as it was typed',
      `postgresql://postgres.abcd:p@ss/w:o#r?d%@${pooler}:6543/postgres`,
      'p@ss/w:o#r?d%',
      pooler,
      6543,
    ],
    [
      'with an encoded password',
      `postgresql://postgres.abcd:p%40ss%2Fw@${pooler}:5432/postgres`,
      'p@ss/w',
      pooler,
      5432,
    ],
    ['with parameters', `postgresql://postgres.abcd:pw@${pooler}:5432/postgres?sslmode=disable`, 'pw', pooler, 5432],
    ['with a number of version 6', 'postgresql://postgres:pw@[::1]:5432/postgres', 'pw', '::1', 5432],
  ])('is read %s', (_how, text, password, host, port) => {
    expect(readConnectionString(text)).toMatchObject({
      ok: true,
      value: { password, host, port, database: 'postgres' },
    });
  });

  it.each([
    ['nothing', ''],
    ['an address of the web', 'https://abcd.supabase.co'],
    ['one as it is shown, without the password', `postgresql://postgres.abcd:[YOUR-PASSWORD]@${pooler}:5432/postgres`],
    ['one with no password', `postgresql://postgres.abcd:@${pooler}:5432/postgres`],
    ['one without a database', `postgresql://postgres.abcd:pw@${pooler}:5432`],
    ['one with a port that cannot be', `postgresql://postgres.abcd:pw@${pooler}:70000/postgres`],
  ])('is refused where it is %s', (_what, text) => {
    const read = readConnectionString(text);
    expect(read).toMatchObject({ ok: false, error: { code: 'connection_string_invalid' } });
    expect(JSON.stringify(read)).not.toContain('abcd:pw');
  });

  it('is unencrypted to this machine alone', () => {
    expect(['127.0.0.1', 'localhost', '::1', '127.1.2.3'].every(isThisMachine)).toBe(true);
    expect([pooler, '127.0.0.1.example.org', '10.0.0.1', 'localhost.example.org'].some(isThisMachine)).toBe(false);
  });
});
