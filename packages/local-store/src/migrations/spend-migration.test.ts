import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../open-database.ts';
import { openLocalStore } from '../open-local-store.ts';
import { fixtureAttempts, fixtureId, fixtureJobs } from '../testing/fixture-rows.ts';
import { migrations } from './index.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-spend-'));
  path = join(folder, 'videoexpress.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A database of version 7 with one paid job that was tried twice, one that was free, and one of which nothing is known. */
function oldDatabase(): void {
  const opened = openDatabase(path, { steps: migrations.slice(0, 7) });
  if (!opened.ok) throw new Error(opened.error.detail);
  const costs = [{ estimatedUsd: null, actualUsd: 0.42 }, { estimatedUsd: 0, actualUsd: 0 }, null];
  const insert = (table: string, row: object) => {
    const columns = Object.keys(row);
    const values = columns.map((column) => `@${column}`).join(', ');
    opened.value.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values})`).run(row);
  };
  const attempts = fixtureAttempts();
  for (const [index, cost] of costs.entries()) {
    const state = index === 0 ? 'failed' : 'succeeded';
    const cost_json = cost === null ? null : JSON.stringify(cost);
    insert('job', { ...fixtureJobs()[index], state, cost_json, finished_at_ms: 5000 + index });
    insert('attempt', { ...attempts[index], engine: 'runpod' });
  }
  const again = { id: fixtureId('att', 50), asset_id: fixtureId('ast', 50), number: 2, engine: 'runpod' };
  insert('attempt', { ...attempts[0], ...again });
  opened.value.close();
}

it('what jobs of earlier versions cost is in the ledger, once', async () => {
  oldDatabase();
  const opened = openLocalStore(path, { dataFolder: folder, expectContent: true });
  if (!opened.ok) throw new Error(opened.error.detail);
  const { connection, spend } = opened.value;
  expect(connection.prepare('SELECT * FROM spend').all()).toEqual([
    {
      attempt_id: fixtureId('att', 50),
      job_id: fixtureId('job', 1),
      engine: 'runpod',
      model: 'sketch-1',
      usd: 0.42,
      at_ms: 5000,
    },
  ]);
  expect(await spend.between(0, 6000)).toEqual([{ engine: 'runpod', usd: 0.42, renders: 1, unknown: 0 }]);
  await opened.value.close();
});
