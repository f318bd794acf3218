import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailable } from '@videoexpress/studio';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './open-database.ts';
import type { Tables } from './tables.ts';
import { createWriteTransaction, type WriteTransaction } from './write-transaction.ts';

let folder = '';
let connection: Database.Database;
/** Another program's view: it sees what is committed. */
let other: Database.Database;
let write: WriteTransaction;
let commits = 0;
let clockMs = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-commits-'));
  const path = join(folder, 'videoexpress.db');
  const opened = openDatabase(path);
  if (!opened.ok) throw new Error(opened.error.detail);
  opened.value.close();
  commits = 0;
  connection = new Database(path, { timeout: 250, verbose: (text) => void (commits += text === 'COMMIT' ? 1 : 0) });
  other = new Database(path, { timeout: 0 });
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: connection }) });
  write = createWriteTransaction(db, connection, () => clockMs);
});
afterEach(() => {
  other.close();
  connection.close();
  rmSync(folder, { recursive: true });
});

const keep = (key: string) => write(() => void connection.prepare('INSERT INTO setting VALUES (?, 1)').run(key));
const committed = () => other.prepare('SELECT key FROM setting ORDER BY key').pluck().all();

describe('changes of one turn', () => {
  it('go to the disk together, and none is answered before it is there', async () => {
    const seen = ['one', 'two', 'three'].map((key) => keep(key).then(() => committed().includes(key)));
    expect(committed()).toEqual([]);
    expect(await Promise.all(seen)).toEqual([true, true, true]);
    expect(commits).toBe(1);
    await keep('four');
    expect(commits).toBe(2);
  });

  it('are made in their order, each seeing those before it', async () => {
    const counts = await Promise.all(
      ['one', 'two', 'three'].map((key) =>
        write(async (trx) => {
          await trx.insertInto('setting').values({ key, value_json: '1' }).execute();
          return connection.prepare('SELECT count(*) FROM setting').pluck().get();
        }),
      ),
    );
    expect(counts).toEqual([1, 2, 3]);
  });

  it('fail alone: what one of them had written is taken back, and the others are kept', async () => {
    const failing = write(() => {
      connection.prepare(`INSERT INTO setting VALUES ('half', 1)`).run();
      throw new Error('half way');
    });
    const outcomes = await Promise.allSettled([keep('one'), failing, keep('two')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(committed()).toEqual(['one', 'two']);
  });

  it('are all refused when the disk is full at the commit or before, with no half of any', async () => {
    const wide = 'x'.repeat(2_000_000);
    const pages = Number(connection.pragma('page_count', { simple: true }));
    connection.pragma(`max_page_count = ${pages}`);
    const filling = write(() => void connection.prepare('INSERT INTO setting VALUES (?, ?)').run('wide', wide));
    const outcomes = await Promise.allSettled([keep('one'), filling]);
    expect(outcomes[1]).toMatchObject({ reason: { reason: 'full' } });
    const kept = outcomes[0]?.status === 'fulfilled' ? ['one'] : [];
    expect(committed()).toEqual(kept);
    connection.pragma('max_page_count = 1000000');
    await keep('again');
    expect(committed()).toEqual([...kept, 'again'].toSorted());
  });

  it('are all refused at once while another program holds the database, and taken when it lets go', async () => {
    other.exec('BEGIN IMMEDIATE');
    const beganMs = performance.now();
    const outcomes = await Promise.allSettled([keep('one'), keep('two'), keep('three')]);
    expect(performance.now() - beganMs).toBeLessThan(3 * 250);
    for (const outcome of outcomes) {
      const cause: unknown = outcome.status === 'rejected' ? outcome.reason : null;
      expect(cause instanceof StoreUnavailable && cause.reason).toBe('busy');
    }
    other.exec('ROLLBACK');
    await keep('after');
    expect(committed()).toEqual(['after']);
  });
});

it('gives others a turn between changes that take long together', async () => {
  let turns = 0;
  const count = () => void (turns += 1);
  const busy = Array.from({ length: 5 }, () =>
    write(() => {
      clockMs += 6;
      setImmediate(count);
    }),
  );
  await Promise.all(busy);
  expect(turns).toBeGreaterThanOrEqual(4);
});
