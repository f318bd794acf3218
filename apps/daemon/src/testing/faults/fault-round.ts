import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { isEndState } from '@videoexpress/job-schema';
import { DaemonUnderTest } from '../kills/daemon-under-test.ts';
import { leftInGroup } from '../kills/left-in-group.ts';
import { Ledger } from '../kills/ledger.ts';
import { makeClip } from '../real-media.ts';
import { askForPromises, checkRound } from './check-round.ts';
import { ask, type ClientWorld } from './client-world.ts';
import { Facts } from './facts.ts';
import type { FaultPlan } from './fault-daemon.ts';
import { injections, type Victim } from './injections.ts';
import * as jobs from './job-operations.ts';
import * as library from './library-operations.ts';
import { createRandom, type Random } from './random.ts';
import * as secrets from './secret-operations.ts';

export interface RoundReport {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly jobs: number;
  readonly broken: readonly string[];
  /** What was asked and what came, where a promise was broken. */
  readonly diary: readonly string[];
  /** Kept where a promise was broken. */
  readonly root: string;
}

/** Each with how often it is drawn. */
const operations: readonly (readonly [number, (world: ClientWorld) => Promise<void>])[] = [
  [8, jobs.createWithKey],
  [4, jobs.createWithoutKey],
  [3, jobs.repeatKey],
  [1, jobs.misuseKey],
  [3, jobs.cancelJob],
  [1, jobs.cancelAll],
  [2, jobs.retryJob],
  [3, jobs.editJob],
  [3, jobs.moveJob],
  [2, jobs.deleteJob],
  [4, library.upload],
  [3, library.lookAtLibrary],
  [3, library.patchAsset],
  [3, library.trashAsset],
  [2, library.restoreAsset],
  [1, library.purgeAsset],
  [1, library.emptyTrash],
  [2, library.changeProjects],
  [2, library.changeSettings],
  [3, library.pauseOrResume],
  [3, secrets.putSecret],
  [1, secrets.removeSecret],
  [1, secrets.lookAtSecrets],
];
const drawn = operations.flatMap(([weight, operation]) => Array.from({ length: weight }, () => operation));

const program = fileURLToPath(new URL('fault-daemon.ts', import.meta.url));
const mood = {
  refuses: 0.08,
  losesAnswers: 0.08,
  mumbles: 0.06,
  spoils: 0.12,
  rendersForMs: 900,
  dawdles: 0.1,
  hangs: 0,
};
const calm = { refuses: 0, losesAnswers: 0, mumbles: 0, spoils: 0, rendersForMs: 50, dawdles: 0, hangs: 0 };
/** Only this long without any news counts as a job that never ends. */
const silentAtMostMs = 120_000;

/** One round: a client at work, one or two faults, an end of the daemon, and then every promise held against what is there. */
export async function runFaultRound(seed: number, only?: string): Promise<RoundReport> {
  const random = createRandom(seed);
  const root = mkdtempSync(join(tmpdir(), 'videoexpress-faults-'));
  const world = newWorld(random);
  const faults: string[] = [];
  const broken = await playRound({ seed, only, random, root, world, faults }).catch((cause: unknown) => {
    return [...world.ledger.broken, cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)];
  });
  if (broken.length === 0) rmSync(root, { recursive: true, force: true });
  return { seed, faults, jobs: world.jobs.length, broken, diary: broken.length === 0 ? [] : world.diary, root };
}

interface Round {
  readonly seed: number;
  readonly only: string | undefined;
  readonly random: Random;
  readonly root: string;
  readonly world: ClientWorld;
  readonly faults: string[];
}

async function playRound({ seed, only, random, root, world, faults }: Round): Promise<string[]> {
  const farmFolder = join(root, 'farm');
  const clip = join(root, 'clip.mp4');
  await makeClip(clip);
  const plan: FaultPlan = { seed, farmFolder, clip, mood, maxConcurrent: 3, checkOneOf: 4, clockOffsetMs: 0 };
  const removedFiles = new Set<string>();
  let clockOffsetMs = 0;

  const runs = 1 + random.whole(2);
  for (let run = 0; run < runs; run += 1) {
    const daemon = await begin(root, { ...plan, clockOffsetMs }, world);
    await secrets.lookAtSecrets(world);
    const victim: Victim = { root, daemon, random, removedFiles, clockOffsetMs };
    const fault = only ?? random.pick(Object.keys(injections));
    faults.push(fault);
    world.diary.push(`-- run ${run}: ${fault}`);
    await liveThrough(victim, fault, world);
    clockOffsetMs = victim.clockOffsetMs;
    const orphans = await leftInGroup(daemon.groupId);
    if (orphans.length > 0) world.ledger.broken.push(`children were left behind: ${orphans.join(', ')}`);
  }

  const last = await begin(root, { ...plan, mood: calm }, world);
  world.diary.push('-- the last run');
  await settle(root, last, world);
  await askForPromises(world);
  await settle(root, last, world);
  last.signal('SIGTERM');
  const code = await last.exited;
  if (code !== 0) world.ledger.broken.push(`F18: the daemon ended a calm stop with ${String(code)}`);
  return checkRound(world, { root, farmFolder, removedFiles });
}

function newWorld(random: Random): ClientWorld {
  let number = 0;
  return {
    random,
    ledger: new Ledger(),
    facts: new Facts(),
    prompts: new Map(),
    keyed: [],
    jobs: [],
    images: [],
    assets: [],
    uploaded: new Map(),
    projects: [],
    birds: [],
    diary: timedDiary(),
    api: { call: () => Promise.reject(new Error('No daemon was started')) },
    fresh: () => (number += 1),
  };
}

async function begin(root: string, plan: FaultPlan, world: ClientWorld): Promise<DaemonUnderTest> {
  const daemon = await DaemonUnderTest.start(root, { file: program, args: [JSON.stringify(plan)] });
  world.api = daemon.api;
  await daemon.follow((job) => world.ledger.see(job)).catch(() => undefined);
  return daemon;
}

/** The client works, the fault comes in the middle and goes again, and then this run of the daemon ends. */
async function liveThrough(victim: Victim, fault: string, world: ClientWorld): Promise<void> {
  const { daemon, random } = victim;
  const count = 6 + random.whole(16);
  const faultAt = random.whole(count);
  const endsAt = faultAt + 1 + random.whole(6);
  let undo: (() => void) | null = null;
  let isOver = false;
  /** A timer goes off on its own: what it throws would end all rounds, without a word of which one it was. */
  const noting = (what: string, act: () => void) => () => {
    try {
      act();
    } catch (cause) {
      world.ledger.broken.push(`The round itself: ${what}: ${cause instanceof Error ? cause.stack : String(cause)}`);
    }
  };
  const inject = noting(fault, () => {
    const end = injections[fault]?.(victim) ?? 'ended';
    world.diary.push(`!! ${fault}`);
    if (end === 'ended') isOver = true;
    else undo = end;
  });
  const heal = noting(`the end of ${fault}`, () => {
    const back = undo;
    undo = null;
    if (back === null) return;
    back();
    world.diary.push(`.. ${fault} is over`);
  });
  const timers: NodeJS.Timeout[] = [];
  for (let step = 0; step < count && !isOver; step += 1) {
    // In the middle of a call, not between two.
    if (step === faultAt) timers.push(setTimeout(inject, random.next() * 120));
    if (step === endsAt) timers.push(setTimeout(heal, random.next() * 500));
    // A stopped daemon answers nothing before it goes on.
    if (fault === 'SIGSTOP of the daemon' && step === faultAt) timers.push(setTimeout(heal, 1500));
    await random.pick(drawn)(world);
    await new Promise((resolve) => setTimeout(resolve, random.next() * 150));
  }
  for (const timer of timers) clearTimeout(timer);
  const endsBy = random.pick(['SIGKILL', 'SIGKILL', 'SIGTERM'] as const);
  const hadFault = undo !== null;
  if (random.chance(0.5)) heal();
  else if (hadFault) world.diary.push('The fault outlives the daemon');
  if (fault === 'SIGSTOP of the daemon') heal();
  world.diary.push(isOver ? 'It has ended' : endsBy);
  if (!isOver) daemon.signal(endsBy);
  const code = await daemon.exited;
  if (!isOver && endsBy === 'SIGTERM' && code !== 0)
    world.ledger.broken.push(`F18: a stop after ${fault} ended with ${String(code)}`);
  heal();
}

/** Waits until every job has ended and every attempt is put away. */
async function settle(root: string, daemon: DaemonUnderTest, world: ClientWorld): Promise<void> {
  const before = await ask(world, 'getQueue', {});
  if (before.kind === 'done') {
    const problem = world.facts.problem('queue paused', before.body.paused);
    if (problem !== null) world.ledger.broken.push(problem);
  }
  const resumed = await ask(world, 'resumeQueue', {});
  if (resumed.kind === 'done') world.facts.set('queue paused', false);
  let heardAt = performance.now();
  let hasLeft = false;
  void daemon.exited.then(() => (hasLeft = true));
  await daemon.follow((job) => {
    heardAt = performance.now();
    world.ledger.see(job);
    if (!isEndState(job.state)) return;
  });
  while (isOpen(root)) {
    if (hasLeft) throw new Error('The daemon left by itself while it was to finish its work');
    if (performance.now() - heardAt > silentAtMostMs) {
      world.ledger.broken.push('Some work never ended, and nothing was heard of it for two minutes');
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isOpen(root: string): boolean {
  const file = join(root, 'data', 'videoexpress.db');
  if (!existsSync(file)) return true;
  const db = new Database(file, { readonly: true, timeout: 5000 });
  try {
    const count = (query: string) => Number(db.prepare(query).pluck().get());
    const jobsOpen = count("SELECT count(*) FROM job WHERE state NOT IN ('succeeded', 'failed', 'cancelled')");
    return jobsOpen + count("SELECT count(*) FROM attempt WHERE outcome != 'closed'") > 0;
  } finally {
    db.close();
  }
}

/** Lines with the seconds since the beginning before them. */
function timedDiary(): string[] {
  const beganAt = performance.now();
  const diary: string[] = [];
  diary.push = (...lines) => {
    const at = ((performance.now() - beganAt) / 1000).toFixed(2).padStart(6);
    return Array.prototype.push.apply(
      diary,
      lines.map((line) => `${at} ${line}`),
    );
  };
  return diary;
}
