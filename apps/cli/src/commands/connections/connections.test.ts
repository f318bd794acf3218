import { type Connection, newConnectionId } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDaemon, startFakeDaemon } from '../../testing/fake-daemon.ts';
import { createTestCli, type TestCli } from '../../testing/test-cli.ts';

const account = (facts: Partial<Connection> = {}): Connection => ({
  id: newConnectionId(),
  service: 'youtube',
  accountId: 'UC-1',
  accountName: 'Low Tide Films',
  handle: 'lowtide',
  accountUrl: null,
  state: 'ok',
  detail: null,
  scopes: [],
  expiresAt: null,
  createdAt: '2026-11-28T10:00:00.000Z',
  refreshedAt: '2026-11-28T10:00:00.000Z',
  version: 1,
  ...facts,
});

const service = (id: 'youtube' | 'instagram', missing: readonly string[] = []) => ({
  service: id,
  label: id === 'youtube' ? 'YouTube' : 'Instagram',
  ready: missing.length === 0,
  missing,
  redirectUri: `http://localhost:8000/oauth/${id}/callback`,
  redirectProblem: null,
  pasteable: id === 'youtube' ? ['code'] : ['code', 'token'],
});

const lists = 'GET /api/v1/connections';

let cli: TestCli;
let daemon: FakeDaemon;
beforeEach(async () => {
  cli = createTestCli();
  daemon = await startFakeDaemon(cli.folders);
});
afterEach(async () => {
  await daemon.close();
  cli.dispose();
});

function has(items: readonly Connection[]): void {
  const services = [service('youtube'), service('instagram', ['INSTAGRAM_CLIENT_ID'])];
  daemon.answers.set(lists, { items, services, nextCursor: null });
}

describe('connections', () => {
  it('list says who is connected, who needs a login, and what a service still needs', async () => {
    has([account(), account({ accountName: 'Hill', state: 'needs_login', detail: 'It was revoked.' })]);
    const listed = await cli.run('connections', 'list');
    expect(listed.out).toMatch(/YouTube +Low Tide Films +connected/);
    expect(listed.out).toMatch(/YouTube +Hill +needs a login +It was revoked\./);
    expect(listed.err).toContain('Instagram needs INSTAGRAM_CLIENT_ID.');
    expect(JSON.parse((await cli.run('connections', 'list', '--json')).out).items).toHaveLength(2);
  });

  it('check finds an account by its service, its name or its id', async () => {
    const one = account();
    has([one]);
    daemon.answers.set(`POST /api/v1/connections/${one.id}/check`, one);
    for (const name of ['youtube', 'low tide films', 'lowtide', one.id]) {
      expect(await cli.run('connections', 'check', name)).toMatchObject({ code: 0, out: 'Low Tide Films works.\n' });
    }
    expect((await cli.run('connections', 'check', 'nobody')).code).toBe(2);
    has([one, account({ accountName: 'Hill' })]);
    expect((await cli.run('connections', 'check', 'youtube')).err).toContain('more than one');
    const dead = { ...one, state: 'needs_login', detail: 'It was revoked.' };
    daemon.answers.set(`POST /api/v1/connections/${one.id}/check`, dead);
    expect(await cli.run('connections', 'check', one.id)).toMatchObject({
      code: 1,
      err: expect.stringContaining('videoexpress connect youtube'),
    });
  });

  it('remove says what is left to do at the service', async () => {
    const one = account();
    has([one]);
    const note = 'It is removed here. YouTube could not be reached: do it at https://example.org.';
    daemon.answers.set(`DELETE /api/v1/connections/${one.id}`, { id: one.id, deleted: true, revoked: false, note });
    const removed = await cli.run('connections', 'remove', 'youtube', '--force');
    expect(removed).toMatchObject({
      code: 0,
      out: 'Low Tide Films is disconnected.\n',
      err: expect.stringContaining(note),
    });
    const detail = '1 post waits for Low Tide Films.';
    daemon.refuse(`DELETE /api/v1/connections/${one.id}`, { status: 409, code: 'connection_in_use', detail });
    expect(await cli.run('connections', 'remove', 'youtube')).toMatchObject({
      code: 1,
      err: expect.stringContaining(detail),
    });
  });
});

describe('connect', () => {
  const startUrl = 'http://localhost:8000/oauth/youtube/start?ticket=abc';

  it('opens the browser, and says who is connected once the person is back', async () => {
    const one = account();
    has([one]);
    const expiresAt = new Date(Date.now() + 600_000).toISOString();
    daemon.answers.set('POST /api/v1/connections/youtube', { authorizeUrl: startUrl, expiresAt });
    const connecting = cli.run('connect', 'youtube');
    await cli.sees('Log in at YouTube in the browser');
    has([one, account({ accountName: 'Hill' })]);
    expect(await connecting).toMatchObject({ code: 0, out: 'YouTube: Hill is connected.\n' });
    expect(cli.opened).toEqual([startUrl]);
  });

  it('takes what the browser ended with from a pipe, for what it is', async () => {
    has([]);
    daemon.answers.set('POST /api/v1/connections/instagram/paste', account({ service: 'instagram' }));
    cli.piped = 'https://own.example.org/back?code=a&state=b\n';
    expect(await cli.run('connect', 'instagram', '--paste')).toMatchObject({
      code: 0,
      out: 'Instagram: Low Tide Films is connected.\n',
    });
    cli.piped = '\n';
    expect((await cli.run('connect', 'instagram', '--paste')).code).toBe(2);
  });

  it('knows its services', async () => {
    expect(await cli.run('connect', 'vimeo')).toMatchObject({
      code: 2,
      err: expect.stringContaining('youtube, instagram'),
    });
    const detail = 'A login at YouTube needs GOOGLE_CLIENT_ID first.';
    has([]);
    daemon.refuse('POST /api/v1/connections/youtube', { status: 409, code: 'invalid_state', detail });
    expect(await cli.run('connect', 'youtube')).toMatchObject({ code: 1, err: expect.stringContaining(detail) });
  });
});
