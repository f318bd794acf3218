import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './open-database.ts';
import { prepareQueueStatements } from './queue-statements.ts';

let folder = '';
let db: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-claim-'));
  const opened = openDatabase(join(folder, 'videoexpress.db'));
  if (!opened.ok) throw new Error(opened.error.detail);
  db = opened.value;
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

describe('the queries of the queue', () => {
  const due = { nowMs: 1, fullEngines: '["busy"]', soloBootId: null, suspectLimit: 3 };

  it.each([
    ['firstDue', due, 'job_queued'],
    ['firstDueSuspect', due, 'job_queued'],
    ['lastPosition', 0, 'job_queued'],
    ['lastActivePosition', 0, 'job_state'],
    ['suspectRuns', 3, 'job_state'],
    ['nextDue', 1, 'job_due'],
  ] as const)('%s reads an index, without sorting and without those that ended', (name, parameters, index) => {
    const { source } = prepareQueueStatements(db)[name];
    const plan = JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${source}`).all(parameters));
    expect(plan).toContain(`INDEX ${index}`);
    expect(plan).not.toContain('TEMP B-TREE');
  });
});
