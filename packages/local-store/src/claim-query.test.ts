import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimableJob } from './claim-query.ts';
import { openDatabase } from './open-database.ts';
import type { Tables } from './tables.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-claim-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the query of a claim', () => {
  it('reads the queued jobs in their order from an index, without sorting them', async () => {
    const opened = openDatabase(join(folder, 'videoexpress.db'));
    if (!opened.ok) throw new Error(opened.error.detail);
    const connection = opened.value;
    const queries: { sql: string; parameters: readonly unknown[] }[] = [];
    const db = new Kysely<Tables>({
      dialect: new SqliteDialect({ database: connection }),
      log: (event) => void queries.push(event.query),
    });
    const request = { fullEngines: ['busy'], bootId: 'boot', nowMs: 1, soloBootId: null, nothingActive: true };
    expect(await claimableJob(db, request)).toBeNull();
    const plans = queries
      .filter(({ sql }) => sql.includes("state = 'queued'"))
      .map(({ sql, parameters }) => JSON.stringify(connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters)));
    expect(plans).toHaveLength(2);
    for (const plan of plans) {
      expect(plan).toContain('USING INDEX job_queued');
      expect(plan).not.toContain('TEMP B-TREE');
    }
    await db.destroy();
  });
});
