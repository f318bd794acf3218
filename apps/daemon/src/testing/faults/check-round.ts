import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { CanarySearch } from '../canary/canaries.ts';
import { brokenPromises } from '../kills/check-promises.ts';
import { ask, type ClientWorld } from './client-world.ts';
import { farmStarts } from './farm.ts';
import { sendKeyed } from './job-operations.ts';
import { lookAtSecrets } from './secret-operations.ts';

const jobRows = z.array(z.object({ id: z.string(), state: z.string(), priority: z.int(), input_json: z.string() }));
const attemptRows = z.array(z.object({ id: z.string(), job_id: z.string(), submissions: z.int() }));
const assetRows = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    favourite: z.int(),
    deleted_at_ms: z.number().nullable(),
    path: z.string(),
  }),
);

/** Asks the running daemon, once everything has ended, for what it promised. */
export async function askForPromises(world: ClientWorld): Promise<void> {
  const { facts, ledger } = world;
  for (const keyed of world.keyed) await sendKeyed(world, keyed);
  const settings = await ask(world, 'getSettings', {});
  if (settings.kind === 'done') note(world, 'setting trashDays', settings.body.trashDays);
  for (const id of world.jobs) {
    const job = await ask(world, 'getJob', { params: { id } });
    if (job.kind === 'done') ledger.see(job.body);
    if (job.kind === 'refused' && facts.problem(`job ${id} is there`, false) !== null)
      ledger.broken.push(`N1: the daemon does not know ${id}: ${job.code}`);
  }
  await lookAtSecrets(world);
  const projects = await ask(world, 'listProjects', {});
  if (projects.kind !== 'done') return;
  const names = new Map(projects.body.items.map(({ id, name }) => [id, name]));
  for (const id of world.projects) note(world, `project ${id} name`, names.get(id));
}

function note(world: ClientWorld, name: string, value: unknown): void {
  const problem = world.facts.problem(name, value);
  if (problem !== null) world.ledger.broken.push(problem);
}

/** Holds database, disk and the engine's own memory against what the client was promised. */
export function checkRound(
  world: ClientWorld,
  places: { root: string; farmFolder: string; removedFiles: ReadonlySet<string> },
): string[] {
  const data = join(places.root, 'data');
  const db = new Database(join(data, 'videoexpress.db'), { readonly: true });
  const jobs = jobRows.parse(db.prepare('SELECT * FROM job').all());
  const attempts = attemptRows.parse(db.prepare('SELECT * FROM attempt').all());
  const assets = assetRows.parse(db.prepare('SELECT * FROM asset').all());
  db.close();
  const { facts } = world;

  const present = new Map(jobs.map((job) => [job.id, job]));
  for (const id of world.jobs) {
    const job = present.get(id);
    note(world, `job ${id} is there`, job !== undefined);
    if (job === undefined) continue;
    note(world, `job ${id} state`, job.state);
    note(world, `job ${id} priority`, job.priority);
  }
  const inPrompts = new Map<string, number>();
  for (const job of jobs) {
    const prompt = String(z.object({ prompt: z.string() }).parse(JSON.parse(job.input_json)).prompt);
    inPrompts.set(prompt, (inPrompts.get(prompt) ?? 0) + 1);
  }
  for (const [prompt, { least, most }] of world.prompts) {
    const count = inPrompts.get(prompt) ?? 0;
    if (count < least || count > most)
      world.ledger.broken.push(`N6: ${count} jobs have “${prompt}”, and there should be ${least} to ${most}`);
  }
  for (const { key, requests, isBatch, ids } of world.keyed) {
    if (!isBatch || ids !== null) continue;
    const counts = requests.map((request) => inPrompts.get(String(request.input['prompt'])) ?? 0);
    if (new Set(counts).size > 1) world.ledger.broken.push(`N1: the batch ${key} is half there: ${counts.join(', ')}`);
  }

  const kept = new Map(assets.map((asset) => [asset.id, asset]));
  for (const id of world.assets) {
    const asset = kept.get(id);
    note(world, `asset ${id} is there`, asset !== undefined);
    if (asset === undefined) continue;
    note(world, `asset ${id} name`, asset.name);
    note(world, `asset ${id} favourite`, asset.favourite === 1);
    note(world, `asset ${id} in trash`, asset.deleted_at_ms !== null);
    const uploaded = world.uploaded.get(id);
    const path = join(data, asset.path);
    if (uploaded === undefined || !existsSync(path)) continue;
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    if (sha256 !== uploaded) world.ledger.broken.push(`N3: ${asset.path} is not what was uploaded`);
  }

  const submissions = new Map(attempts.map((attempt) => [attempt.id, attempt.submissions]));
  const jobsWereRemoved = facts
    .named('job ')
    .some((name) => name.endsWith('is there') && facts.problem(name, false) === null);
  for (const [attempt, starts] of farmStarts(places.farmFolder)) {
    const known = submissions.get(attempt);
    if (known === undefined) {
      if (!jobsWereRemoved) world.ledger.broken.push(`N2: the engine rendered ${attempt}, of which there is no row`);
    } else if (starts > known) {
      world.ledger.broken.push(`N2: ${attempt} was rendered ${starts} times, and shows ${known} submissions`);
    }
  }

  world.ledger.broken.push(...secretsOnDisk(world, places.root));
  return brokenPromises(places.root, world.ledger, {
    removedFiles: places.removedFiles,
    mayLack: (id) => facts.problem(`job ${id} is there`, false) === null,
    purged: world.assets.some((id) => facts.problem(`asset ${id} is there`, false) === null),
  });
}

/** Values of secrets that can be read anywhere below the folder: in logs, in the database, in what was kept of them. */
function secretsOnDisk({ birds }: ClientWorld, root: string): string[] {
  const search = new CanarySearch(birds);
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    search.look('left on the disk', relative(root, path), readFileSync(path));
  }
  return search.leaks;
}
