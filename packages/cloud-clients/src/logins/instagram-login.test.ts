import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startInstagramLogin } from '../testing/instagram-login/start-instagram-login.ts';
import { createInstagramLogin } from './instagram-login.ts';
import { realLoginAddresses } from './login-addresses.ts';

const redirectUri = 'https://clips.example.org/instagram';
const clientId = '99887766';
const clientSecret = 'a-secret-of-the-instagram-app';
const signal = new AbortController().signal;
const dayMs = 86_400_000;

let instagram: Awaited<ReturnType<typeof startInstagramLogin>>;
let clock: ManualClock;
beforeEach(async () => {
  clock = new ManualClock('2026-11-28T12:00:00.000Z');
  const redirectUris = [redirectUri];
  instagram = await startInstagramLogin({ clientId, clientSecret, redirectUris, nowMs: () => clock.now() });
});
afterEach(() => instagram.close());

function login(secret: string | null = clientSecret) {
  const { url } = instagram;
  const service = createInstagramLogin({
    secrets: { read: async () => secret },
    outside: {},
    addresses: { ...realLoginAddresses, instagramLogin: url, instagramTokens: url, instagramGraph: url },
    clock,
  });
  service.configure({ googleClientId: '', instagramClientId: clientId, instagramRedirectUri: redirectUri });
  return service;
}

async function comeBack(service = login()) {
  const binding = { state: 'state-of-the-login', redirectUri, verifier: null };
  const request = await service.request(binding);
  if (!request.ok) throw new Error(request.error.detail);
  const answer = await fetch(request.value.url, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  return { back, code: back.searchParams.get('code') ?? '', binding };
}

async function connected(service = login()) {
  const { code, binding } = await comeBack(service);
  const granted = await service.exchange(code, binding, signal);
  if (!granted.ok) throw new Error(granted.error.detail);
  return granted.value;
}

describe("Instagram's login", () => {
  it('trades a code for a token of 60 days, and says whose it is', async () => {
    const service = login();
    const { back, code, binding } = await comeBack(service);
    expect(back.hash).toBe('#_');
    expect(back.searchParams.get('state')).toBe(binding.state);
    const granted = await service.exchange(`${code}#_`, binding, signal);
    expect(granted).toMatchObject({
      value: {
        refresh: null,
        accessExpiresAtMs: clock.now() + 5_183_944_000,
        loginExpiresAtMs: clock.now() + 5_183_944_000,
      },
    });
    expect(granted.ok && (await service.identify(granted.value.access, signal))).toMatchObject({
      value: { accountId: '17841400000000042', accountName: 'lowtidefilms' },
    });
    expect(await service.exchange(code, binding, signal)).toMatchObject({ error: { code: 'refused' } });
  });

  it('reads ids that no JavaScript number holds, whole', async () => {
    instagram.endpoints.account = { userId: '90071992547409931', username: 'big', accountType: 'BUSINESS' };
    const service = login();
    const { access } = await connected(service);
    expect(await service.identify(access, signal)).toMatchObject({ value: { accountId: '90071992547409931' } });
  });

  it.each([
    ['flat', ['instagram_business_basic', 'instagram_business_content_publish']],
    ['wrapped', ['instagram_business_basic', 'instagram_business_content_publish']],
    ['flat', 'instagram_business_basic,instagram_business_content_publish'],
    ['wrapped', 'instagram_business_basic, instagram_business_content_publish'],
    ['flat', undefined],
  ] as const)('takes the answer %s, with permissions as %j', async (shape, permissions) => {
    instagram.endpoints.shape = shape;
    instagram.endpoints.permissions = permissions;
    expect((await connected()).scopes).toEqual(['instagram_business_basic', 'instagram_business_content_publish']);
  });

  it('turns down what cannot publish: a permission that was not given, a personal account', async () => {
    const service = login();
    instagram.endpoints.permissions = ['instagram_business_basic'];
    const half = await comeBack(service);
    expect(await service.exchange(half.code, half.binding, signal)).toMatchObject({
      error: { code: 'refused', detail: expect.stringContaining('Not everything was allowed') },
    });
    instagram.endpoints.permissions = undefined;
    instagram.endpoints.account = { userId: '1', username: 'me', accountType: 'PERSONAL' };
    const { access } = await connected(service);
    expect(await service.identify(access, signal)).toMatchObject({
      error: { code: 'refused', detail: expect.stringContaining('personal account') },
    });
  });

  it('says what is wrong with the set-up', async () => {
    const { code, binding } = await comeBack();
    expect(await login('another').exchange(code, binding, signal)).toMatchObject({ error: { code: 'refused' } });
    const service = login(null);
    expect(await service.setup('http://localhost:8000/oauth/instagram/callback')).toEqual({
      missing: ['INSTAGRAM_CLIENT_SECRET'],
      redirectUri,
      redirectProblem: null,
    });
    service.configure({ googleClientId: '', instagramClientId: clientId, instagramRedirectUri: '' });
    expect(await service.setup('http://localhost:8000/oauth/instagram/callback')).toMatchObject({
      redirectUri: 'http://localhost:8000/oauth/instagram/callback',
      redirectProblem: expect.stringContaining('https'),
    });
  });

  it('is renewed once it is a day old, weekly, and never after its end', async () => {
    const service = login();
    const { access } = await connected(service);
    const held = { access, refresh: null };
    expect(await service.refresh(held, signal)).toMatchObject({ error: { code: 'unreachable' } });
    expect(service.renewAtMs(clock.now(), 0)).toBe(clock.now() + 7 * dayMs);
    clock.advance(7 * dayMs);
    const newer = await service.refresh(held, signal);
    expect(newer).toMatchObject({ value: { loginExpiresAtMs: clock.now() + 5_183_944_000 } });
    clock.advance(61 * dayMs);
    expect(newer.ok && (await service.refresh({ ...held, access: newer.value.access }, signal))).toMatchObject({
      error: { code: 'dead' },
    });
  });

  it('takes a token from the dashboard, new or old, and none that is made up', async () => {
    const service = login();
    const made = instagram.endpoints.makeToken();
    expect(await service.adopt(made, signal)).toMatchObject({
      value: { access: made, loginExpiresAtMs: clock.now() + 60 * dayMs },
    });
    expect(service.renewAtMs(null, clock.now())).toBe(clock.now() + dayMs + 3_600_000);
    clock.advance(2 * dayMs);
    const adopted = await service.adopt(made, signal);
    expect(adopted).toMatchObject({ value: { loginExpiresAtMs: clock.now() + 5_183_944_000 } });
    expect(adopted.ok && adopted.value.access).not.toBe(made);
    expect(await service.adopt('IGAA-made-up-by-somebody', signal)).toMatchObject({ error: { code: 'refused' } });
  });

  it('is dead once it is taken back, and away while Instagram is', async () => {
    const service = login();
    const { access } = await connected(service);
    const held = { access, refresh: null };
    instagram.endpoints.revokeAll();
    expect(await service.identify(access, signal)).toMatchObject({ error: { code: 'dead' } });
    expect(await service.refresh(held, signal)).toMatchObject({ error: { code: 'dead' } });
    expect(await service.revoke(held, signal)).toBe('impossible');
    await instagram.close();
    expect(await service.refresh(held, signal)).toMatchObject({ error: { code: 'unreachable' } });
    expect(await service.identify(access, signal)).toMatchObject({ error: { code: 'unreachable' } });
  });
});
