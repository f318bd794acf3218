import { newConnectionId, newPostId, newPublicationId, type StreamEvent } from '@videoexpress/job-schema';
import type { NewLogin } from '@videoexpress/studio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../testing/open-library.ts';

let store: TestLibrary;
beforeEach(() => (store = openLibrary()));
afterEach(() => store.discard());

const nowMs = Date.UTC(2026, 10, 28);
const loginOf = (facts: Partial<NewLogin> = {}): NewLogin => ({
  id: newConnectionId(),
  service: 'youtube',
  accountId: 'UC-1',
  accountName: 'Low Tide Films',
  handle: 'lowtidefilms',
  accountUrl: 'https://www.youtube.com/channel/UC-1',
  scopes: ['upload', 'readonly'],
  tokensSealed: 'sealed-1',
  accessExpiresAtMs: nowMs + 3_600_000,
  expiresAtMs: null,
  refreshedAtMs: nowMs,
  ...facts,
});

async function events(): Promise<readonly StreamEvent['payload'][]> {
  const rows = await store.events.after(0, 100);
  if (rows === 'gone') throw new Error('The log is whole');
  return rows.filter(({ topic }) => topic === 'connection').map(({ payload }) => payload);
}

describe('the table of connections', () => {
  it('knows an account again that was disconnected: what still waits for it goes on', async () => {
    const { connection } = await store.connections.save(loginOf(), nowMs);
    const other = await store.connections.save(loginOf({ accountId: 'UC-2' }), nowMs);
    for (let time = 0; time < 2; time += 1) {
      await store.connections.remove(connection.id, nowMs);
      expect(await store.connections.save(loginOf(), nowMs)).toMatchObject({
        renewed: false,
        connection: { id: connection.id, state: 'ok' },
      });
    }
    expect(other.connection.id).not.toBe(connection.id);
    expect((await store.connections.list()).map(({ connection: { id } }) => id).toSorted()).toEqual(
      [connection.id, other.connection.id].toSorted(),
    );
  });

  it('keeps a login, and renews the row of the same account', async () => {
    const first = await store.connections.save(loginOf(), nowMs);
    expect(first).toMatchObject({ renewed: false, connection: { state: 'ok', version: 1, handle: 'lowtidefilms' } });
    const again = await store.connections.save(
      loginOf({ accountName: 'High Tide Films', tokensSealed: 'sealed-2' }),
      nowMs + 1,
    );
    expect(again).toMatchObject({
      renewed: true,
      connection: { id: first.connection.id, accountName: 'High Tide Films', version: 2 },
    });
    await store.connections.save(loginOf({ accountId: 'UC-2' }), nowMs);
    await store.connections.save(loginOf({ service: 'instagram' }), nowMs);
    expect((await store.connections.list()).map(({ tokensSealed }) => tokensSealed)).toEqual([
      'sealed-2',
      'sealed-1',
      'sealed-1',
    ]);
    expect(await events()).toHaveLength(4);
    expect(JSON.stringify(await events())).not.toContain('sealed-');
  });

  it('writes newer tokens over those they were made from alone', async () => {
    const { connection } = await store.connections.save(loginOf(), nowMs);
    const newer = { tokensSealed: 'sealed-2', accessExpiresAtMs: null, expiresAtMs: null, refreshedAtMs: nowMs + 5 };
    expect(await store.connections.writeTokens(connection.id, 'sealed-0', newer, nowMs)).toBeNull();
    expect(await store.connections.get(connection.id)).toMatchObject({ tokensSealed: 'sealed-1' });
    expect(await store.connections.writeTokens(connection.id, 'sealed-1', newer, nowMs)).toMatchObject({
      tokensSealed: 'sealed-2',
      refreshedAtMs: nowMs + 5,
      connection: { version: 2 },
    });
    expect(await store.connections.writeTokens(newConnectionId(), 'sealed-1', newer, nowMs)).toBeNull();
  });

  it('says that it needs a login, once, and not over a login that came between', async () => {
    const { connection } = await store.connections.save(loginOf(), nowMs);
    const dead = { state: 'needs_login', detail: 'It was revoked.' } as const;
    expect(await store.connections.setState(connection.id, 'sealed-0', dead, nowMs)).toBeNull();
    expect(await store.connections.setState(connection.id, 'sealed-1', dead, nowMs)).toMatchObject({
      connection: dead,
    });
    await store.connections.setState(connection.id, 'sealed-1', dead, nowMs);
    expect(await events()).toHaveLength(2);
    const back = await store.connections.save(loginOf({ tokensSealed: 'sealed-2' }), nowMs);
    expect(back.connection).toMatchObject({ state: 'ok', detail: null });
  });

  it('counts what waits for it, and goes', async () => {
    const { connection } = await store.connections.save(loginOf(), nowMs);
    const publication = newPublicationId();
    const at = { created_at_ms: nowMs, updated_at_ms: nowMs };
    const insert = store.connection.prepare(
      `INSERT INTO post (id, publication_id, position, connection_id, service, account_name, content_json, when_json, state, scheduled_by)
       VALUES (?, ?, ?, ?, 'youtube', 'Low Tide Films', '{}', '{}', ?, ?)`,
    );
    store.connection
      .prepare(`INSERT INTO publication VALUES (?, NULL, 'clip', 0, ?, ?, 1)`)
      .run(publication, at.created_at_ms, at.updated_at_ms);
    const states = ['queued', 'uploading', 'live', 'draft', 'scheduled', 'scheduled'];
    for (const [position, state] of states.entries()) {
      insert.run(
        newPostId(),
        publication,
        position,
        connection.id,
        state,
        position === 5 ? 'service' : 'this_computer',
      );
    }
    expect(await store.connections.waitingPosts(connection.id)).toBe(3);
    // One that waits for this very account to log in again, and one that a person has to look at.
    for (const [position, code] of ['needs_login', 'outcome_unknown'].entries()) {
      const id = newPostId();
      insert.run(id, publication, 6 + position, connection.id, 'needs_attention', 'this_computer');
      store.connection.prepare('UPDATE post SET error_json = ? WHERE id = ?').run(JSON.stringify({ code }), id);
    }
    expect(await store.connections.waitingPosts(connection.id)).toBe(4);
    expect(await store.connections.waitingPosts(newConnectionId())).toBe(0);
    expect(await store.connections.remove(connection.id, nowMs)).toBe(true);
    expect(await store.connections.remove(connection.id, nowMs)).toBe(false);
    expect(await store.connections.get(connection.id)).toBeNull();
    expect((await events()).at(-1)).toEqual({ id: connection.id, deleted: true });
  });
});
