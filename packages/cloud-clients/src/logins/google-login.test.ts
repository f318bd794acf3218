import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GoogleStandIn, startGoogleStandIn } from '../testing/google/google-stand-in.ts';
import { passGoogleLogin } from '../testing/google/pass-google-login.ts';
import { createGoogleLogin } from './google-login.ts';
import { realLoginAddresses } from './login-addresses.ts';

const redirectUri = 'http://localhost:8000/oauth/youtube/callback';
const clientId = '1234-abc.apps.googleusercontent.com';
const clientSecret = 'GOCSPX-a-secret-of-the-client';
const signal = new AbortController().signal;

let google: GoogleStandIn;
let clock: ManualClock;
beforeEach(async () => {
  google = await startGoogleStandIn({ clientId, clientSecret, redirectUris: [redirectUri] });
  google.channels.set('tide', { id: 'UC-tide', title: 'Low Tide Films', customUrl: '@lowtidefilms' });
  clock = new ManualClock('2026-11-28T12:00:00.000Z');
});
afterEach(() => google.close());

function login(secret: string | null = clientSecret, id = clientId) {
  const { url } = google;
  const service = createGoogleLogin({
    secrets: { read: async () => secret },
    outside: {},
    addresses: { ...realLoginAddresses, googleAccounts: url, googleTokens: url, youtubeApi: url },
    clock,
  });
  service.configure({ googleClientId: id, instagramClientId: '', instagramRedirectUri: '' });
  return service;
}

/** A code that the person brought back, with what it is bound to. */
async function comeBack(service = login(), who = 'tide', state = 'state-of-the-login') {
  const request = await service.request({ state, redirectUri });
  if (!request.ok) throw new Error(request.error.detail);
  const back = await passGoogleLogin(request.value.url, who);
  if (back === null) throw new Error('The stand-in let nobody through');
  return {
    back,
    code: back.searchParams.get('code') ?? '',
    binding: { state, redirectUri, verifier: request.value.verifier },
  };
}

describe("Google's login, against a strict server", () => {
  it('asks for what is needed, for a login that lasts, with PKCE and the state', async () => {
    const request = await login().request({ state: 'abc', redirectUri });
    if (!request.ok) throw new Error(request.error.detail);
    const { pathname, searchParams } = new URL(request.value.url);
    expect(pathname).toBe('/o/oauth2/v2/auth');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      state: 'abc',
      access_type: 'offline',
      prompt: 'consent select_account',
      code_challenge_method: 'S256',
      scope: 'https://www.googleapis.com/auth/youtube.upload https://www.googleapis.com/auth/youtube.readonly',
    });
    expect(request.value.url).not.toContain(clientSecret);
  });

  it('gives tokens, says whose they are, fetches newer ones, and takes them back', async () => {
    const service = login();
    const { back, code, binding } = await comeBack(service);
    expect(back.searchParams.get('state')).toBe(binding.state);
    const granted = await service.exchange(code, binding, signal);
    if (!granted.ok) throw new Error(granted.error.detail);
    expect(granted.value).toMatchObject({ accessExpiresAtMs: clock.now() + 3_600_000, loginExpiresAtMs: null });
    expect(await service.identify(granted.value.access, signal)).toEqual({
      ok: true,
      value: {
        accountId: 'UC-tide',
        accountName: 'Low Tide Films',
        handle: 'lowtidefilms',
        accountUrl: 'https://www.youtube.com/channel/UC-tide',
      },
    });
    const newer = await service.refresh(granted.value, signal);
    expect(newer).toMatchObject({ ok: true, value: { refresh: null } });
    if (newer.ok) expect(newer.value.access).not.toBe(granted.value.access);

    expect(await service.revoke(granted.value, signal)).toBe('revoked');
    expect(await service.refresh(granted.value, signal)).toMatchObject({ ok: false, error: { code: 'dead' } });
    expect(await service.identify(granted.value.access, signal)).toMatchObject({ ok: false, error: { code: 'dead' } });
  });

  it('takes a code once, and with its own verifier only', async () => {
    const service = login();
    const first = await comeBack(service);
    const wrong = { ...first.binding, verifier: 'x'.repeat(43) };
    expect(await service.exchange(first.code, wrong, signal)).toMatchObject({ error: { code: 'refused' } });
    const second = await comeBack(service);
    expect((await service.exchange(second.code, second.binding, signal)).ok).toBe(true);
    const again = await service.exchange(second.code, second.binding, signal);
    expect(again).toMatchObject({ error: { code: 'refused', detail: expect.stringContaining('works once') } });
    expect(await service.exchange('made-up', second.binding, signal)).toMatchObject({ error: { code: 'refused' } });
  });

  it('says which part of the set-up is wrong', async () => {
    const { code, binding } = await comeBack();
    expect(await login('GOCSPX-another').exchange(code, binding, signal)).toMatchObject({
      error: { code: 'refused', detail: expect.stringContaining('client secret') },
    });
    expect(await login(null).request(binding)).toMatchObject({ error: { code: 'not_set_up' } });
    expect(await login(null, '').setup(redirectUri)).toMatchObject({
      missing: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
    });
    const elsewhere = await login().request({ state: 'abc', redirectUri: 'http://localhost:9/oauth/youtube/callback' });
    expect(elsewhere.ok && (await passGoogleLogin(elsewhere.value.url, 'tide'))).toBeNull();
  });

  it('turns half a login down: an unticked scope, no token that lasts, no channel', async () => {
    const service = login();
    google.onTokenAnswer = (body) => ({ ...body, scope: 'https://www.googleapis.com/auth/youtube.readonly' });
    const unticked = await comeBack(service);
    expect(await service.exchange(unticked.code, unticked.binding, signal)).toMatchObject({
      error: { code: 'refused', detail: expect.stringContaining('ticked') },
    });
    google.onTokenAnswer = (body) => ({ ...body, refresh_token: '' });
    const short = await comeBack(service);
    expect(await service.exchange(short.code, short.binding, signal)).toMatchObject({ error: { code: 'refused' } });
    google.onTokenAnswer = null;
    const nobody = await comeBack(service, 'nobody');
    const granted = await service.exchange(nobody.code, nobody.binding, signal);
    expect(granted.ok && (await service.identify(granted.value.access, signal))).toMatchObject({
      error: { code: 'refused', detail: expect.stringContaining('no YouTube channel') },
    });
  });

  it('foresees the end of a login of a client in Testing, and keeps a refresh token that comes back empty apart', async () => {
    const service = login();
    google.onTokenAnswer = (body) => ({ ...body, refresh_token_expires_in: 604_799 });
    const { code, binding } = await comeBack(service);
    const granted = await service.exchange(code, binding, signal);
    expect(granted).toMatchObject({ value: { loginExpiresAtMs: clock.now() + 604_799_000 } });
    google.onTokenAnswer = (body) => ({ ...body, refresh_token: '' });
    expect(granted.ok && (await service.refresh(granted.value, signal))).toMatchObject({ value: { refresh: null } });
  });

  it('calls a service that is away unreachable, and nobody’s login dead', async () => {
    const service = login();
    const { code, binding } = await comeBack(service);
    await google.close();
    expect(await service.exchange(code, binding, signal)).toMatchObject({ error: { code: 'unreachable' } });
    const held = { access: 'a-token', refresh: 'another-token' };
    expect(await service.refresh(held, signal)).toMatchObject({ error: { code: 'unreachable' } });
    expect(await service.identify('a-token', signal)).toMatchObject({ error: { code: 'unreachable' } });
    expect(await service.revoke(held, signal)).toBe('unreachable');
  });
});
