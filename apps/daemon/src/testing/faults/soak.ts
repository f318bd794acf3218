import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { isEndState, type JobId } from '@videoexpress/job-schema';
import { brokenPromises } from '../kills/check-promises.ts';
import { DaemonUnderTest } from '../kills/daemon-under-test.ts';
import { leftInGroup } from '../kills/left-in-group.ts';
import { Ledger } from '../kills/ledger.ts';
import { makeClip } from '../real-media.ts';
import type { FaultPlan } from './fault-daemon.ts';
import { farmStarts } from './farm.ts';
import { injections } from './injections.ts';
import { createRandom } from './random.ts';
import { type SoakSample, takeSample } from './soak-samples.ts';

export interface SoakReport {
  readonly samples: readonly SoakSample[];
  readonly byState: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly broken: readonly string[];
}

const program = fileURLToPath(new URL('fault-daemon.ts', import.meta.url));
const mood = {
  refuses: 0.02,
  losesAnswers: 0.01,
  mumbles: 0.02,
  spoils: 0.03,
  rendersForMs: 0,
  dawdles: 0,
  hangs: 0.0003,
};
const atOnce = 8;
/** Waiting jobs are kept at so many: enough that no engine ever waits for the client. */
const waitingWanted = 120;
const batch = 40;
const cancelsOneOf = 40;
/** Once every so many jobs each fault comes. */
const jobsPerFaultRound = 800;
const faultsOfSoak = [
  'a database held by another program',
  'SIGKILL of a child',
  'SIGSTOP of a child',
  'a full database',
  'a media folder that cannot be written',
  'no file descriptors',
] as const;
const faultLastsMs = 700;

/** Runs many jobs through one daemon, with faults all along. It is never restarted: what grows, grows. */
export async function runSoak(options: {
  jobs: number;
  seed: number;
  onSample?: (sample: SoakSample) => void;
}): Promise<SoakReport> {
  const random = createRandom(options.seed);
  const root = mkdtempSync(join(tmpdir(), 'videoexpress-soak-'));
  const clip = join(root, 'clip.mp4');
  await makeClip(clip);
  const farmFolder = join(root, 'farm');
  const plan: FaultPlan = {
    seed: options.seed,
    farmFolder,
    clip,
    mood,
    maxConcurrent: atOnce,
    checkOneOf: 20,
    clockOffsetMs: 0,
  };
  const daemon = await DaemonUnderTest.start(root, { file: program, args: [JSON.stringify(plan)] });
  const ledger = new Ledger();
  const open = new Set<JobId>();
  let ended = 0;
  let heard: () => void = () => undefined;
  await daemon.follow((job) => {
    ledger.see(job);
    if (isEndState(job.state)) {
      if (open.delete(job.id)) ended += 1;
    } else if (!ledger.hasEnded(job.id)) open.add(job.id);
    heard();
  });

  const beganAt = performance.now();
  const samples: SoakSample[] = [];
  const faults: Record<string, number> = {};
  let created = 0;
  let key = 0;
  let isOver = false;

  async function feed(): Promise<void> {
    const count = Math.min(batch, options.jobs - created);
    const jobs = Array.from({ length: count }, (_, index) => ({
      kind: 'text_to_video' as const,
      input: { prompt: `Soak ${created + index}. Snow falls`, seed: 1 },
    }));
    // The same key until it is answered: that is how a client makes sure.
    const made = await daemon.api.call('createJobs', { body: { jobs }, idempotencyKey: `batch-${key}` });
    if (!made.ok) return pauseMs(100);
    created += count;
    for (const [index, job] of made.value.body.items.entries()) ledger.acknowledge(`batch-${key}-${index}`, job);
    key += 1;
  }

  async function cancelSome(): Promise<void> {
    const id = random.pickOrNull([...open]);
    if (id !== null) await daemon.api.call('cancelJob', { params: { id } });
  }

  async function bringFaults(): Promise<void> {
    const everyJobs = Math.min(jobsPerFaultRound, options.jobs / 2);
    let next = everyJobs / 2;
    while (!isOver) {
      if (ended < next) {
        await pauseMs(50);
        continue;
      }
      next += everyJobs;
      for (const name of faultsOfSoak) {
        const undo = injections[name]?.({ root, daemon, random, removedFiles: new Set(), clockOffsetMs: 0 });
        faults[name] = (faults[name] ?? 0) + 1;
        await pauseMs(faultLastsMs);
        if (undo !== 'ended') undo?.();
        await pauseMs(200);
      }
    }
  }

  /** An engine that says its key is wrong waits for a person, who sets it anew. */
  async function renewKeys(): Promise<void> {
    while (!isOver) {
      const queue = await daemon.api.call('getQueue', {});
      if (queue.ok && queue.value.body.enginePauses.some(({ reason }) => reason === 'unauthorized'))
        await daemon.api.call('putSecret', {
          params: { name: 'RUNPOD_API_KEY' },
          body: { value: `soak-key-${ended}` },
        });
      await pauseMs(1000);
    }
  }

  async function sampleAll(): Promise<void> {
    const everyJobs = options.jobs / 40;
    for (let next = 0; !isOver; ) {
      if (ended >= next) {
        next += everyJobs;
        const seconds = (performance.now() - beganAt) / 1000;
        const sample = await takeSample(daemon, root, { jobsEnded: ended, seconds });
        samples.push(sample);
        options.onSample?.(sample);
      }
      await pauseMs(20);
    }
  }

  const beside = [bringFaults(), renewKeys(), sampleAll()];
  let cancelsDue = cancelsOneOf;
  while (ended < options.jobs) {
    if (created < options.jobs && created - ended < waitingWanted) await feed();
    else await Promise.race([new Promise<void>((resolve) => (heard = resolve)), pauseMs(1000)]);
    for (; created > cancelsDue; cancelsDue += cancelsOneOf) await cancelSome();
  }
  isOver = true;
  await Promise.all(beside);
  const database = join(root, 'data', 'videoexpress.db');
  while (count(database, "SELECT count(*) FROM attempt WHERE outcome != 'closed'") > 0) await pauseMs(50);
  samples.push(await takeSample(daemon, root, { jobsEnded: ended, seconds: (performance.now() - beganAt) / 1000 }));
  daemon.signal('SIGTERM');
  const code = await daemon.exited;
  if (code !== 0) ledger.broken.push(`F18: the daemon ended with ${String(code)}`);
  for (const pid of await leftInGroup(daemon.groupId)) ledger.broken.push(`F18: child ${pid} was left behind`);
  const broken = [...brokenPromises(root, ledger), ...paidTwice(database, farmFolder)];
  const byState = statesOf(database);
  if (broken.length === 0) rmSync(root, { recursive: true, force: true });
  else process.stdout.write(`Kept for a look: ${root}\n`);
  return { samples, byState, faults, broken };
}

function pauseMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function count(file: string, query: string): number {
  const db = new Database(file, { readonly: true, timeout: 5000 });
  const found = Number(db.prepare(query).pluck().get());
  db.close();
  return found;
}

function statesOf(file: string): Record<string, number> {
  const db = new Database(file, { readonly: true });
  const rows = db.prepare('SELECT state, count(*) AS jobs FROM job GROUP BY state').all() as {
    state: string;
    jobs: number;
  }[];
  db.close();
  return Object.fromEntries(rows.map(({ state, jobs }) => [state, jobs]));
}

/** Renders that the engine began more often than their attempts say. */
function paidTwice(file: string, farmFolder: string): string[] {
  const db = new Database(file, { readonly: true });
  const submissions = db.prepare('SELECT submissions FROM attempt WHERE id = ?').pluck();
  const broken = [...farmStarts(farmFolder)].flatMap(([attempt, starts]) => {
    const known = Number(submissions.get(attempt) ?? 0);
    return starts <= known ? [] : [`N2: ${attempt} was rendered ${starts} times, and shows ${known} submissions`];
  });
  db.close();
  return broken;
}
