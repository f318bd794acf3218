import { type AssetWarning, type Job, type JobId, jobKind, type Progress } from '@videoexpress/job-schema';
import { patienceWith, patienceWords } from '../engines/patience.ts';
import type { RenderEngine, RenderStatus } from '../engines/render-engine.ts';
import { engineLimitsMs } from '../engines/with-time-limits.ts';
import type { JobsContext } from './jobs-context.ts';
import type { JobRecord, Work } from './job-store.ts';
import { settleCrash, settleFailure, snooze, spentOn } from './outcome.ts';
import { nextPollDelayMs } from './poll-schedule.ts';
import { renderRef } from './render-ref.ts';
import { Silence } from './silence.ts';

/** Progress rows written for one job, at most one in this many milliseconds. */
const progressEveryMs = 500;
/** The submission of a render may still be finishing when its first look falls due. */
const busyRecheckMs = 50;

interface Watch {
  work: Work;
  readonly silence: Silence;
  looks: number;
  failuresInARow: number;
  /** Looks that failed and the waits before them, summed up: hardly any time that the machine slept is in them. */
  failingForMs: number;
  plannedDelayMs: number;
  nextLookMs: number;
  lastWriteMs: number;
  lastStage: string;
}

export interface Poller {
  watch(work: Work): void;
  /** Forgets a job that was cancelled. */
  unwatch(job: JobId): void;
  stop(): void;
}

/** Follows every submitted and running job with one timer. */
export function createPoller(context: JobsContext): Poller {
  const { clock, store, untilStored } = context;
  const watches = new Map<JobId, Watch>();
  let callOff: (() => void) | null = null;
  /** When the timer goes off. */
  let dueMs = Number.POSITIVE_INFINITY;
  let stopped = false;

  /** A look that is not before the timer's needs no other one: with thousands of them, most are not. */
  function lookBy(nextLookMs: number): void {
    if (nextLookMs < dueMs) schedule();
  }

  function schedule(): void {
    callOff?.();
    callOff = null;
    dueMs = Number.POSITIVE_INFINITY;
    if (stopped || watches.size === 0) return;
    let next = Number.POSITIVE_INFINITY;
    for (const { nextLookMs } of watches.values()) next = Math.min(next, nextLookMs);
    // Every one of them is being looked at right now; the end of a look plans the next.
    if (next === Number.POSITIVE_INFINITY) return;
    dueMs = next;
    callOff = clock.after(Math.max(0, next - clock.monotonic()), tick);
  }

  function tick(): void {
    const now = clock.monotonic();
    for (const watch of watches.values()) {
      if (watch.nextLookMs > now) continue;
      if (context.background.isBusy(watch.work.attempt.id)) {
        watch.nextLookMs = now + busyRecheckMs;
        continue;
      }
      watch.nextLookMs = Number.POSITIVE_INFINITY;
      context.background.run(watch.work, (cancelled) => look(watch, cancelled));
    }
    schedule();
  }

  async function look(watch: Watch, cancelled: AbortSignal): Promise<void> {
    const engine = context.engines.get(watch.work.attempt.engine);
    const { remoteId } = watch.work.attempt;
    if (engine === undefined || remoteId === null) throw new Error('A watched job has an engine and a remote id');
    const beganMs = clock.monotonic();
    const answer = await engine.poll(renderRef(watch.work, remoteId), AbortSignal.any([context.stop, cancelled]));
    if (!watches.has(watch.work.record.job.id) || stopped) return;
    watch.looks += 1;
    if (answer.ok) {
      watch.failuresInARow = 0;
      watch.failingForMs = 0;
      await take(watch, engine, answer.value, cancelled);
    } else {
      watch.failuresInARow += 1;
      const askedForMs = Math.min(clock.monotonic() - beganMs, engineLimitsMs.poll);
      watch.failingForMs += watch.plannedDelayMs + askedForMs;
      context.log.warn({ jobId: watch.work.record.job.id, ...answer.error }, 'The engine could not be asked');
      if (watch.failingForMs > patienceWith(engine)) {
        forget(watch);
        const userMessage = `${engine.description.label} could not be reached for ${patienceWords(engine)}.`;
        await settleFailure(context, watch.work, {
          code: 'engine_unavailable',
          detail: answer.error.detail,
          userMessage,
          billed: true,
          cancelRemote: true,
        });
        return;
      }
    }
    plan(watch, engine);
  }

  function plan(watch: Watch, engine: RenderEngine): void {
    if (!watches.has(watch.work.record.job.id)) return;
    watch.plannedDelayMs = nextPollDelayMs({
      embedded: engine.description.embedded,
      looks: watch.looks,
      failuresInARow: watch.failuresInARow,
      fraction: watch.work.record.job.progress.fraction,
    });
    watch.nextLookMs = clock.monotonic() + watch.plannedDelayMs;
    lookBy(watch.nextLookMs);
  }

  function forget(watch: Watch): void {
    watches.delete(watch.work.record.job.id);
  }

  async function take(watch: Watch, engine: RenderEngine, status: RenderStatus, cancelled: AbortSignal): Promise<void> {
    const { job } = watch.work.record;
    switch (status.state) {
      case 'waiting':
        watch.silence.note(null, clock.monotonic(), watch.plannedDelayMs);
        if (status.progress !== undefined) await showProgress(watch, status.progress);
        return;
      case 'running':
        return takeRunning(watch, engine, withPreview(job.id, status), status.signs);
      case 'finished':
        forget(watch);
        return takeFinished(watch, status.warnings, status.actualUsd, cancelled);
      case 'failed':
        forget(watch);
        await settleFailure(context, watch.work, { ...status, cancelRemote: false });
        return;
      case 'crashed':
        forget(watch);
        await settleCrash(context, watch.work, status.detail);
        return;
      case 'postponed':
        forget(watch);
        await snooze(context, watch.work, Math.max(0, status.untilMs - clock.now()), false, status.stage);
        return;
      case 'moved':
        return followTo(watch, status.remoteId);
      case 'lost': {
        forget(watch);
        if (engine.description.embedded) {
          await snooze(context, watch.work, 0, true);
          return;
        }
        context.log.warn({ jobId: job.id }, 'The engine no longer knows a render; looking for what it left');
        return takeFinished(watch, [], null, cancelled);
      }
    }
  }

  /** The attempt was submitted twice, and the other submission has it in hand: that one is followed, and kept. */
  async function followTo(watch: Watch, remoteId: string): Promise<void> {
    const { attempt, record } = watch.work;
    context.log.info({ jobId: record.job.id, remoteId }, 'A second submission found the first one at work');
    await untilStored(() => store.noteSubmission(attempt.id, { remoteId }));
    watch.work = { ...watch.work, attempt: { ...attempt, remoteId } };
  }

  /** The name of a preview is the studio's to give: whoever reads it fetches the picture here. */
  function withPreview(id: JobId, { progress, preview }: RenderStatus & { state: 'running' }): Progress {
    const { previewId: _its, ...measured } = progress;
    const previewId = context.previews.keep(id, preview);
    return previewId === undefined ? measured : { ...measured, previewId };
  }

  async function takeRunning(
    watch: Watch,
    engine: RenderEngine,
    progress: Progress,
    signs: number | undefined,
  ): Promise<void> {
    const { job } = watch.work.record;
    if (job.state === 'submitted') {
      const started = await untilStored(() => store.apply(job.id, 'started', { progress }, clock.now()));
      if (started === null) return forget(watch);
      watch.lastWriteMs = clock.monotonic();
      watch.lastStage = progress.stage;
      replace(watch, started);
    } else {
      await showProgress(watch, progress);
    }
    // A picture alone is no measured step, and the bill of a renderer that hangs grows too.
    const report = { ...progress, previewId: undefined, costUsd: undefined, signs };
    watch.silence.note(report, clock.monotonic(), watch.plannedDelayMs);
    const silentForMs = watch.silence.forMs(clock.monotonic());
    if (silentForMs < jobKind(job.kind).silenceLimitMs) return;
    forget(watch);
    const minutes = Math.round(silentForMs / 60_000);
    const userMessage = `${engine.description.label} was silent for ${minutes} minutes and was given up.`;
    await settleFailure(context, watch.work, {
      code: 'heartbeat_timeout',
      detail: `silent for ${silentForMs} ms`,
      userMessage,
      billed: !engine.description.embedded,
      cancelRemote: true,
    });
  }

  async function takeFinished(
    watch: Watch,
    warnings: readonly AssetWarning[],
    actualUsd: number | null,
    cancelled: AbortSignal,
  ): Promise<void> {
    const { job } = watch.work.record;
    const isEmbedded = context.engines.get(job.engine)?.description.embedded ?? false;
    const preview = context.previews.get(job.id);
    const progress = { fraction: null, stage: 'Checking', ...(preview === null ? {} : { previewId: preview.id }) };
    const change = { progress, warnings, ...spentOn(context, job, actualUsd, !isEmbedded) };
    const finished = await untilStored(() => store.apply(job.id, 'finished', change, clock.now()));
    context.slots.free(job.engine, watch.work.attempt.id);
    context.wake.queue();
    if (finished === null) return;
    replace(watch, finished);
    await context.collect({ ...watch.work, attempt: { ...watch.work.attempt, warnings } }, cancelled);
  }

  async function showProgress(watch: Watch, progress: Progress): Promise<void> {
    const now = clock.monotonic();
    if (progress.stage === watch.lastStage && now - watch.lastWriteMs < progressEveryMs) return;
    watch.lastWriteMs = now;
    watch.lastStage = progress.stage;
    const noted = await untilStored(() => store.noteProgress(watch.work.record.job.id, progress, clock.now()));
    if (noted === null) forget(watch);
    else replace(watch, noted);
  }

  function replace(watch: Watch, job: Job): void {
    const record: JobRecord = { ...watch.work.record, job };
    watch.work = { ...watch.work, record };
  }

  return {
    watch(work) {
      if (stopped) return;
      const now = clock.monotonic();
      watches.set(work.record.job.id, {
        work,
        silence: new Silence(now),
        looks: 0,
        failuresInARow: 0,
        failingForMs: 0,
        plannedDelayMs: 0,
        nextLookMs: now,
        lastWriteMs: Number.NEGATIVE_INFINITY,
        lastStage: '',
      });
      lookBy(now);
    },
    unwatch(job) {
      watches.delete(job);
      context.previews.drop(job);
    },
    stop() {
      stopped = true;
      callOff?.();
      watches.clear();
    },
  };
}
