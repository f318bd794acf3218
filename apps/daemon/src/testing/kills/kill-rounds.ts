import { join } from 'node:path';
import Database from 'better-sqlite3';
import { isEndState, type JobId, type JobState } from '@videoexpress/job-schema';
import { brokenPromises } from './check-promises.ts';
import { DaemonUnderTest } from './daemon-under-test.ts';
import { leftInGroup } from './left-in-group.ts';
import { Ledger } from './ledger.ts';

/** The states a job passes on its way, each with how long after its beginning a kill may come, in milliseconds. */
export const pathStates = { queued: 60, dispatching: 30, submitted: 250, running: 150, collecting: 300 } as const;
export type PathState = keyof typeof pathStates;

/** Long enough to be seen running, short enough for many rounds. */
const clip = { width: 320, height: 180, num_frames: 96, fps: 24 };
/**
 * A round in which the state aimed at never comes is a fault of its own. A loaded machine is slow, but it goes on telling of
 * progress: only this long without any news counts.
 */
const silentAtMostMs = 120_000;

/** A job may leave a state before the kill that is aimed at it falls: what was never hit is aimed at again, so often. */
const moreRoundsAtMost = 15;

export interface KillReport {
  readonly kills: number;
  /** In which state the job was that each kill was aimed at. */
  readonly byState: Record<JobState, number>;
  readonly jobs: number;
  readonly orphans: readonly number[];
  readonly broken: readonly string[];
}

/** Kills the daemon again and again while it works, each time aiming at the next state of the path. */
export async function runKillRounds(options: {
  root: string;
  rounds: number;
  random: () => number;
}): Promise<KillReport> {
  const { root, random } = options;
  const ledger = new Ledger();
  const byState = {
    queued: 0,
    dispatching: 0,
    submitted: 0,
    running: 0,
    collecting: 0,
    succeeded: 0,
    failed: 0,
    cancelled: 0,
  };
  const orphans: number[] = [];
  const aims = Object.keys(pathStates) as PathState[];
  let unanswered: string | null = null;

  let round = 0;
  for (; round < options.rounds + moreRoundsAtMost; round += 1) {
    const missed = aims.find((state) => byState[state] === 0);
    if (round >= options.rounds && missed === undefined) break;
    const aim = (round < options.rounds ? aims[round % aims.length] : missed) ?? 'queued';
    const daemon = await DaemonUnderTest.start(root);
    const arrived = Promise.withResolvers<JobId>();
    const key = unanswered ?? `click-${round}`;
    let mine: JobId | null = null;
    const fail = (what: string) => {
      const seen = mine === null ? '' : JSON.stringify(ledger.newest(mine));
      arrived.reject(new Error(`Round ${round}: no job came to ${aim}. ${what} ${seen}`));
    };
    const giveUp = setTimeout(() => fail('Nothing was heard any more.'), silentAtMostMs);
    void daemon.exited.then(() => fail('The daemon left by itself.'));
    await daemon.follow((job) => {
      giveUp.refresh();
      ledger.see(job);
      const fresh = mine === null ? aim !== 'queued' : job.id === mine;
      if (fresh && job.state === aim) arrived.resolve(job.id);
    });
    const ask = (idempotencyKey: string) =>
      daemon.api.call('createJob', {
        body: { kind: 'text_to_video', input: { prompt: `Round ${idempotencyKey}. Snow falls`, ...clip, seed: 7 } },
        idempotencyKey,
      });
    if (aim === 'queued') {
      // Alone it would be claimed before a kill can fall: one ahead of it lets it wait.
      const ahead = await ask(`ahead-${round}`);
      if (ahead.ok) ledger.acknowledge(`ahead-${round}`, ahead.value.body);
    }
    const asked = ask(key);
    const settled = asked.then((answer) => {
      unanswered = answer.ok ? null : key;
      if (!answer.ok) return;
      mine = answer.value.body.id;
      ledger.acknowledge(key, answer.value.body);
      if (answer.value.body.state === aim) arrived.resolve(answer.value.body.id);
    });
    const target = await arrived.promise.finally(() => clearTimeout(giveUp));
    await new Promise((resolve) => setTimeout(resolve, random() * pathStates[aim]));
    await daemon.kill();
    await settled;
    byState[stateOnDisk(root, target)] += 1;
    orphans.push(...(await leftInGroup(daemon.groupId)));
  }

  const jobs = await finishEverything(root, ledger);
  return { kills: round, byState, jobs, orphans, broken: brokenPromises(root, ledger) };
}

function stateOnDisk(root: string, id: JobId): JobState {
  const db = new Database(join(root, 'data', 'videoexpress.db'), { readonly: true });
  const state = db.prepare('SELECT state FROM job WHERE id = ?').pluck().get(id) as JobState;
  db.close();
  return state;
}

/** A last run of the daemon, left alone until every job has ended and every attempt is put away. */
async function finishEverything(root: string, ledger: Ledger): Promise<number> {
  const daemon = await DaemonUnderTest.start(root);
  const ended = Promise.withResolvers<void>();
  const open = new Set<JobId>(ledger.acknowledged.values());
  await daemon.follow((job) => {
    ledger.see(job);
    if (isEndState(job.state)) open.delete(job.id);
    else open.add(job.id);
    if (open.size === 0) ended.resolve();
  });
  await ended.promise;
  const answer = await daemon.api.call('getQueue', {});
  if (!answer.ok) throw new Error('The queue could not be read');
  while (attemptsOpen(root)) await new Promise((resolve) => setTimeout(resolve, 20));
  await daemon.kill();
  return Object.values(answer.value.body.counts).reduce((sum, count) => sum + count, 0);
}

function attemptsOpen(root: string): boolean {
  const db = new Database(join(root, 'data', 'videoexpress.db'), { readonly: true });
  const open = db.prepare("SELECT count(*) FROM attempt WHERE outcome != 'closed'").pluck().get();
  db.close();
  return open !== 0;
}
