import type { ConnectionId } from '@videoexpress/job-schema';
import type { ConnectionStore, NewLogin, StoredConnection } from '@videoexpress/studio';
import { type Kysely, sql, type Updateable } from 'kysely';
import { appendEvent, type CommitSignal } from '../event-log.ts';
import { guarded } from '../guarded.ts';
import type { ConnectionTable, Tables } from '../tables.ts';
import type { WriteTransaction } from '../write-transaction.ts';
import { connectionFromRow } from './connection-rows.ts';

/** Posts that still need their account: what is over, or lies at the service already, does not. */
const waitingStates = ['queued', 'uploading', 'processing'] as const;

/** The table of connections. */
export function createConnectionStore(
  db: Kysely<Tables>,
  write: WriteTransaction,
  commits: CommitSignal,
): ConnectionStore {
  async function change<T>(operation: (trx: Kysely<Tables>) => Promise<T>): Promise<T> {
    const result = await write(operation);
    commits.fire();
    return result;
  }

  async function read(from: Kysely<Tables>, id: ConnectionId): Promise<StoredConnection | null> {
    const row = await from.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : connectionFromRow(row);
  }

  /** Writes a change of a row that stands as `stored` says, and tells of it. */
  async function update(
    trx: Kysely<Tables>,
    stored: StoredConnection,
    changes: Updateable<ConnectionTable>,
    nowMs: number,
  ): Promise<StoredConnection> {
    const row = await trx
      .updateTable('connection')
      .set({ ...changes, version: stored.connection.version + 1 })
      .where('id', '=', stored.connection.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const changed = connectionFromRow(row);
    await appendEvent(trx, 'connection', changed.connection, nowMs);
    return changed;
  }

  async function insert(trx: Kysely<Tables>, login: NewLogin, nowMs: number): Promise<StoredConnection> {
    const { service, accountId } = login;
    const former = await trx
      .deleteFrom('former_connection')
      .where('service', '=', service)
      .where('account_id', '=', accountId)
      .returning('id')
      .executeTakeFirst();
    const id = former?.id ?? login.id;
    const row = await trx
      .insertInto('connection')
      .values({ id, service, account_id: accountId, ...columnsOf(login), created_at_ms: nowMs, version: 1 })
      .returningAll()
      .executeTakeFirstOrThrow();
    const made = connectionFromRow(row);
    await appendEvent(trx, 'connection', made.connection, nowMs);
    return made;
  }

  return {
    list: () =>
      guarded(async () => {
        const rows = await db
          .selectFrom('connection')
          .selectAll()
          .orderBy('service', 'desc')
          .orderBy('account_name')
          .orderBy('id')
          .execute();
        return rows.map(connectionFromRow);
      }),

    get: (id) => guarded(() => read(db, id)),

    save: (login, nowMs) =>
      change(async (trx) => {
        const known = await trx
          .selectFrom('connection')
          .selectAll()
          .where('service', '=', login.service)
          .where('account_id', '=', login.accountId)
          .executeTakeFirst();
        if (known === undefined) return { connection: (await insert(trx, login, nowMs)).connection, renewed: false };
        const renewed = await update(trx, connectionFromRow(known), columnsOf(login), nowMs);
        return { connection: renewed.connection, renewed: true };
      }),

    writeTokens: (id, before, tokens, nowMs) =>
      change(async (trx) => {
        const stored = await read(trx, id);
        if (stored === null || stored.tokensSealed !== before) return null;
        const changes = {
          tokens_sealed: tokens.tokensSealed,
          access_expires_at_ms: tokens.accessExpiresAtMs,
          expires_at_ms: tokens.expiresAtMs,
          refreshed_at_ms: tokens.refreshedAtMs,
          state: 'ok',
          detail: null,
        } as const;
        return update(trx, stored, changes, nowMs);
      }),

    setState: (id, before, { state, detail }, nowMs) =>
      change(async (trx) => {
        const stored = await read(trx, id);
        if (stored === null || stored.tokensSealed !== before) return null;
        if (stored.connection.state === state && stored.connection.detail === detail) return stored;
        return update(trx, stored, { state, detail }, nowMs);
      }),

    waitingPosts: (id) =>
      guarded(async () => {
        const { count } = await db
          .selectFrom('post')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('connection_id', '=', id)
          .where((where) =>
            where.or([
              where('state', 'in', waitingStates),
              where.and([where('state', '=', 'scheduled'), where('scheduled_by', '=', 'this_computer')]),
              // It goes on by itself once the account is connected again.
              where(sql`json_extract(error_json, '$.code')`, '=', 'needs_login'),
            ]),
          )
          .executeTakeFirstOrThrow();
        return count;
      }),

    remove: (id, nowMs) =>
      change(async (trx) => {
        const gone = await trx
          .deleteFrom('connection')
          .where('id', '=', id)
          .returning(['service', 'account_id', 'id'])
          .executeTakeFirst();
        if (gone === undefined) return false;
        await trx.insertInto('former_connection').values(gone).execute();
        await appendEvent(trx, 'connection', { id, deleted: true }, nowMs);
        return true;
      }),
  };
}

/** What every login of an account sets anew. */
function columnsOf(login: NewLogin) {
  return {
    account_name: login.accountName,
    handle: login.handle,
    account_url: login.accountUrl,
    state: 'ok',
    detail: null,
    scopes_json: JSON.stringify(login.scopes),
    tokens_sealed: login.tokensSealed,
    access_expires_at_ms: login.accessExpiresAtMs,
    expires_at_ms: login.expiresAtMs,
    refreshed_at_ms: login.refreshedAtMs,
  } as const;
}
