import { describe, expect, it } from 'vitest';
import { authError, restError } from './supabase-errors.ts';
import { isSecretKey, readSupabaseSetup } from './supabase-setup.ts';

const host = 'abc.supabase.co';

describe('what Supabase says, as the rules know it', () => {
  it.each([
    [0, '', 'TypeError: fetch failed ECONNREFUSED', 'unreachable'],
    [0, '', 'getaddrinfo ENOTFOUND abc.supabase.co', 'unreachable'],
    [540, '', 'Project paused', 'paused'],
    [401, '', 'Invalid API key', 'invalid_key'],
    [401, '', 'No API key found in request', 'invalid_key'],
    [401, 'PGRST301', 'JWT is wrong', 'needs_login'],
    [401, 'PGRST303', 'JWT expired', 'needs_login'],
    [401, '42501', 'permission denied for table jobs', 'needs_login'],
    [403, '42501', 'permission denied for table jobs', 'needs_setup'],
    [403, '42501', 'new row violates row-level security policy', 'needs_setup'],
    [404, 'PGRST205', 'Could not find the table', 'needs_setup'],
    [400, 'PGRST204', 'Could not find the column', 'needs_setup'],
    [503, 'PGRST002', 'Could not query the database', 'unreachable'],
    [500, '57014', 'canceling statement due to statement timeout', 'unreachable'],
    [429, '', 'Too many requests', 'rate_limited'],
    [400, '22P02', 'invalid input syntax', 'refused'],
    [400, 'P0001', 'owned_by_another_machine', 'refused'],
  ])('rows: %i %s %s is %s', (status, code, message, expected) => {
    expect(restError({ status, code, message }, host).code).toBe(expected);
  });

  it.each([
    [400, 'invalid_credentials', false, 'needs_login'],
    [403, 'otp_expired', false, 'needs_login'],
    [400, 'refresh_token_not_found', true, 'needs_login'],
    [400, '', true, 'needs_login'],
    [422, 'signup_disabled', false, 'refused'],
    [429, 'over_email_send_rate_limit', false, 'rate_limited'],
    [500, '', true, 'unreachable'],
    [0, '', true, 'unreachable'],
  ] as const)('sign-in: %i %s (renewing: %s) is %s', (status, code, renewing, expected) => {
    expect(authError({ status, code, message: 'said', renewing }, host).code).toBe(expected);
  });

  it('keeps how long it wants to be left alone', () => {
    const failure = { status: 429, code: '', message: '', retryAfterMs: 7000 };
    expect(restError(failure, host)).toMatchObject({ retryAfterMs: 7000 });
  });
});

describe('the set-up of a project', () => {
  const url = 'https://abc.supabase.co';
  const keys = (publishable: string | null, secret: string | null) => ({
    read: async (name: string) => (name === 'SUPABASE_SECRET_KEY' ? secret : publishable),
  });

  it('takes the publishable key where there is one, and says of a secret key that it is one', async () => {
    const both = await readSupabaseSetup(`${url}/`, keys('sb_publishable_1', 'sb_secret_1'));
    expect(both).toEqual({ state: 'set', setup: { url, key: 'sb_publishable_1', isSecretKey: false } });
    const secret = await readSupabaseSetup(url, keys(null, 'sb_secret_1'));
    expect(secret).toMatchObject({ setup: { isSecretKey: true } });
    const claims = Buffer.from(JSON.stringify({ role: 'service_role' })).toString('base64url');
    expect(isSecretKey(`eyJhbGciOiJIUzI1NiJ9.${claims}.sig`)).toBe(true);
    expect(isSecretKey('no key at all')).toBe(false);
  });

  it('names what is missing or wrong', async () => {
    expect(await readSupabaseSetup('', keys(null, null))).toEqual({ state: 'not_set' });
    expect(await readSupabaseSetup(url, keys(null, null))).toMatchObject({ detail: expect.stringContaining('key') });
    expect(await readSupabaseSetup('', keys('k', null))).toMatchObject({ detail: expect.stringContaining('address') });
    expect(await readSupabaseSetup('http://abc.example', keys('k', null))).toMatchObject({ state: 'wrong' });
  });
});
