import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
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
    job_id: z.string().nullable(),
    path: z.string(),
    poster_path: z.string().nullable(),
    sha256: z.string(),
    bytes: z.int(),
  }),
);

/** What a test did itself, and what is therefore no broken promise. */
export interface Allowances {
  /** Files that it took away, below the data folder. */
  readonly removedFiles: ReadonlySet<string>;
  /** Jobs that somebody may have removed. */
  readonly mayLack: (job: string) => boolean;
  /** Whether some clip was let go of for good. */
  readonly purged: boolean;
}

const nothingAllowed: Allowances = { removedFiles: new Set(), mayLack: () => false, purged: false };

/** Holds the promises N1 to N4 against disk and database once everything has ended. Returns what is broken. */
export function brokenPromises(root: string, ledger: Ledger, allowances: Allowances = nothingAllowed): string[] {
  const data = join(root, 'data');
  const db = new Database(join(data, 'videoexpress.db'), { readonly: true });
  const jobs = jobRows.parse(db.prepare('SELECT * FROM job').all());
  const attempts = attemptRows.parse(db.prepare('SELECT * FROM attempt').all());
  const assets = assetRows.parse(db.prepare('SELECT * FROM asset').all());
  const leftovers = z.array(z.string()).parse(db.prepare('SELECT path FROM leftover_file').pluck().all());
  const integrity = db.pragma('integrity_check', { simple: true });
  db.close();
  const broken = [...ledger.broken];
  const expect = (holds: boolean, what: string) => void (holds || broken.push(what));
  expect(integrity === 'ok', `the database: ${String(integrity)}`);

  const known = new Map(jobs.map((job) => [job.id, job]));
  for (const [key, id] of ledger.acknowledged)
    expect(known.has(id) || allowances.mayLack(id), `N1: ${id} (${key}) was promised and is not there`);
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
      clips.length === (job.state === 'succeeded' ? 1 : 0) || (allowances.purged && job.state === 'succeeded'),
      `N3: ${job.id} is ${job.state} with ${clips.length} clips`,
    );
    if (job.state === 'succeeded')
      expect(
        own.some((attempt) => attempt.remote_id !== null),
        `N2: ${job.id} succeeded without a remote id`,
      );
  }
  for (const asset of assets) {
    const poster = asset.poster_path;
    if (poster !== null && !allowances.removedFiles.has(poster))
      expect(existsSync(resolve(data, poster)), `N3: ${asset.path} has no poster`);
    if (allowances.removedFiles.has(asset.path)) continue;
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
  }
  const registered = new Set(assets.flatMap(({ path, poster_path: poster }) => [path, poster ?? path]));
  for (const folder of ['media', 'posters'])
    for (const entry of readdirSync(join(data, folder), { recursive: true, withFileTypes: true })) {
      const path = relative(data, join(entry.parentPath, entry.name));
      if (entry.isFile()) expect(registered.has(path), `N3: ${path} lies in the library and belongs to nothing`);
    }
  for (const folder of ['scratch', 'uploads']) {
    const left = readdirSync(join(data, folder));
    expect(left.length === 0, `left in the folder ${folder}: ${left.join(', ')}`);
  }
  expect(leftovers.length === 0, `files that should be gone are not: ${leftovers.join(', ')}`);
  return broken;
}
