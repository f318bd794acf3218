import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { isEndState, jobStates } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { Ledger } from './ledger.ts';

const jobRows = z.array(
  z.object({ id: z.string(), state: z.enum(jobStates), version: z.int(), submissions: z.int(), attempt: z.int() }),
);
const attemptRows = z.array(
  z.object({
    id: z.string(),
    job_id: z.string(),
    outcome: z.string(),
    remote_id: z.string().nullable(),
    submissions: z.int(),
  }),
);
const assetRows = z.array(
  z.object({
    id: z.string(),
    job_id: z.string(),
    path: z.string(),
    poster_path: z.string(),
    sha256: z.string(),
    bytes: z.int(),
  }),
);

/** Holds the promises N1 to N4 against disk and database once everything has ended. Returns what is broken. */
export function brokenPromises(root: string, ledger: Ledger): string[] {
  const data = join(root, 'data');
  const db = new Database(join(data, 'videoexpress.db'), { readonly: true });
  const jobs = jobRows.parse(db.prepare('SELECT * FROM job').all());
  const attempts = attemptRows.parse(db.prepare('SELECT * FROM attempt').all());
  const assets = assetRows.parse(db.prepare("SELECT * FROM asset WHERE type = 'video'").all());
  const integrity = db.pragma('integrity_check', { simple: true });
  db.close();
  const broken = [...ledger.broken];
  const expect = (holds: boolean, what: string) => void (holds || broken.push(what));
  expect(integrity === 'ok', `the database: ${String(integrity)}`);

  const known = new Map(jobs.map((job) => [job.id, job]));
  for (const [key, id] of ledger.acknowledged)
    expect(known.has(id), `N1: ${id} (${key}) was promised and is not there`);
  for (const job of jobs) {
    expect(isEndState(job.state), `N4: ${job.id} is still ${job.state}`);
    const own = attempts.filter((attempt) => attempt.job_id === job.id);
    const submitted = own.reduce((sum, attempt) => sum + attempt.submissions, 0);
    expect(
      job.submissions === submitted,
      `N2: ${job.id} shows ${job.submissions} submissions, its attempts have ${submitted}`,
    );
    expect(
      own.every((attempt) => attempt.outcome === 'closed'),
      `N2: ${job.id} has an attempt that was never closed`,
    );
    const clips = assets.filter((asset) => asset.job_id === job.id);
    expect(
      clips.length === (job.state === 'succeeded' ? 1 : 0),
      `N3: ${job.id} is ${job.state} with ${clips.length} clips`,
    );
    if (job.state === 'succeeded')
      expect(
        own.some((attempt) => attempt.remote_id !== null),
        `N2: ${job.id} succeeded without a remote id`,
      );
  }
  for (const asset of assets) {
    const path = resolve(data, asset.path);
    if (!existsSync(path)) {
      broken.push(`N3: ${asset.path} is not on the disk`);
      continue;
    }
    expect(statSync(path).size === asset.bytes, `N3: ${asset.path} has another size than it was checked with`);
    expect(
      createHash('sha256').update(readFileSync(path)).digest('hex') === asset.sha256,
      `N3: ${asset.path} has other bytes than were checked`,
    );
    expect(existsSync(resolve(data, asset.poster_path)), `N3: ${asset.path} has no poster`);
  }
  const registered = new Set(assets.map((asset) => resolve(data, asset.path)));
  for (const entry of readdirSync(join(data, 'media'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    expect(registered.has(path), `N3: ${entry.name} lies in the library and belongs to nothing`);
  }
  const scratch = readdirSync(join(data, 'scratch'));
  expect(scratch.length === 0, `left in the scratch folder: ${scratch.join(', ')}`);
  return broken;
}
