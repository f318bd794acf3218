import { inputAssets, jobKind } from '@videoexpress/job-schema';
import { patienceWith } from '../engines/patience.ts';
import type { RenderEngine, SubmitError } from '../engines/render-engine.ts';
import type { AssetStore } from '../library/asset-store.ts';
import { settleFailure, snooze } from './outcome.ts';
import type { JobsContext } from './jobs-context.ts';
import type { Work } from './job-store.ts';
import { createRefusalWaits } from './refusal-waits.ts';
import { settleEngineGone } from './settle-engine-gone.ts';
import { pause } from './until-stored.ts';

/** A submission without an answer that left no trace is sent once more after this. */
const repeatAfterMs = 5000;
/** An engine that cannot be asked what became of a submission is asked this often. */
const adoptEveryMs = 5000;

export interface Dispatcher {
  /** Submits claimed work. The attempt row is there before the engine is called. */
  submit(work: Work, cancelled: AbortSignal): Promise<void>;
  /** Finds out what became of a submission that nobody saw the answer of. */
  settleUnknown(work: Work, cancelled: AbortSignal): Promise<void>;
}

/** Takes claimed jobs to their engines. */
export function createDispatcher(context: JobsContext, assets: AssetStore): Dispatcher {
  const { store, clock, untilStored } = context;
  const refusals = createRefusalWaits(clock);

  /** After a restore from the cloud a file may be in the object storage alone; it is brought back first. */
  async function inputFiles(work: Work): Promise<Record<string, string> | { missing: string; says: string }> {
    const files: Record<string, string> = {};
    const { job } = work.record;
    for (const { field, id } of inputAssets(jobKind(job.kind), job.input)) {
      const found = await untilStored(() => assets.files(id));
      const gone = { missing: field, says: `The file for “${field}” is no longer in the library.` };
      if (found === null) return gone;
      if (!(await context.files.exists(found.path))) {
        if (found.objectKey === null) return gone;
        const brought = await context.fetchBack(id, 'clip', context.stop);
        if (!brought.ok)
          return { missing: field, says: `The file for “${field}” could not be brought back. ${brought.error.detail}` };
      }
      files[field] = found.path;
    }
    return files;
  }

  async function accepted(work: Work, remoteId: string): Promise<void> {
    const { attempt, record } = work;
    refusals.over(attempt.engine);
    const progress = { fraction: null, stage: 'Sent' };
    const taken = { attemptId: attempt.id, jobId: record.job.id, remoteId, progress };
    const job = await untilStored(() => store.accepted(taken, clock.now()));
    context.wake.closer();
    if (job !== null) context.watch({ record: { ...record, job }, attempt: { ...attempt, remoteId } });
  }

  /** An earlier submission of it may have been taken, and this one surely was not: the first still counts. */
  async function notSentAgain(work: Work, detail: string, why: string): Promise<void> {
    const unsure = jobKind(work.record.job.kind).repeatable
      ? 'It is not known whether the engine took this job when it was first sent, so it may have cost something.'
      : 'It was begun before, and nobody knows how far it came.';
    const plainWhy = why.replaceAll(/ ?Nothing was spent\./g, '');
    await settleFailure(context, work, {
      code: 'outcome_unknown',
      detail,
      userMessage: `${unsure} It could not be sent once more. ${plainWhy}`,
      billed: true,
      cancelRemote: true,
    });
  }

  function mayHaveBeenTaken({ attempt, record }: Work): boolean {
    const isElsewhere = context.engines.get(attempt.engine)?.description.embedded === false;
    // What cannot be repeated reaches further than its engine does.
    return (isElsewhere || !jobKind(record.job.kind).repeatable) && attempt.submissions > 1;
  }

  async function notAccepted(work: Work, error: Exclude<SubmitError, { code: 'unknown' }>): Promise<void> {
    await untilStored(() => store.noteSubmission(work.attempt.id, 'refused'));
    context.log.warn({ jobId: work.record.job.id, ...error }, 'The engine did not take a job');
    if (error.code === 'rejected') {
      refusals.over(work.attempt.engine);
      const { detail, userMessage } = error;
      if (mayHaveBeenTaken(work)) return notSentAgain(work, detail, userMessage);
      await settleFailure(context, work, {
        code: 'input_rejected',
        detail,
        userMessage,
        billed: false,
        cancelRemote: false,
      });
      return;
    }
    if (error.code === 'unauthorized') {
      // The pause holds the job back; its turn comes with the key.
      context.pauseForKey(work.attempt.engine);
      await snooze(context, work, 0, false);
      return;
    }
    const delayMs = refusals.next(work.attempt.engine, error.retryAfterMs);
    await snooze(context, work, delayMs, false, error.waitingFor);
  }

  /** Asks an engine for an attempt until it answers: before that nothing may be sent again. */
  async function adopt(work: Work, engine: RenderEngine, cancelled: AbortSignal) {
    const signal = AbortSignal.any([context.stop, cancelled]);
    const most = patienceWith(engine) / adoptEveryMs;
    for (let tries = 1; ; tries += 1) {
      const adopted = await engine.adopt({ attemptId: work.attempt.id, jobId: work.record.job.id }, signal);
      if (adopted.ok || tries >= most) return adopted;
      context.log.warn(
        { jobId: work.record.job.id, ...adopted.error },
        'The engine could not be asked for a submission',
      );
      await pause(clock, adoptEveryMs, signal);
    }
  }

  async function unknown(work: Work, engine: RenderEngine, detail: string, cancelled: AbortSignal): Promise<void> {
    const { attempt, record } = work;
    await untilStored(() => store.noteSubmission(attempt.id, 'unknown'));
    const adopted = await adopt(work, engine, cancelled);
    if (adopted.ok && adopted.value !== null) return accepted(work, adopted.value.remoteId);
    if (adopted.ok && engine.description.embedded) {
      await snooze(context, work, 0, true);
      return;
    }
    const mayRepeat = adopted.ok && jobKind(record.job.kind).repeatable && attempt.submissions < 2;
    if (mayRepeat) {
      await snooze(context, work, repeatAfterMs, false);
      return;
    }
    const userMessage = 'It is not known whether the engine did this work, so it is not sent again by itself.';
    await settleFailure(context, work, {
      code: 'outcome_unknown',
      detail,
      userMessage,
      billed: true,
      cancelRemote: true,
    });
  }

  return {
    async submit(work, cancelled) {
      const { job } = work.record;
      const engine = context.engines.get(job.engine);
      // More than this one: an earlier submission of it may have been taken.
      if (engine === undefined)
        return settleEngineGone(context, work, work.attempt.submissions > 1 ? 'maybe_sent' : 'not_sent');
      const files = await inputFiles(work);
      if ('missing' in files) {
        const userMessage = `${files.says} Nothing was spent.`;
        if (mayHaveBeenTaken(work)) {
          await untilStored(() => store.noteSubmission(work.attempt.id, 'refused'));
          return notSentAgain(work, files.missing, userMessage);
        }
        await settleFailure(context, work, {
          code: 'input_missing',
          detail: files.missing,
          userMessage,
          billed: false,
          cancelRemote: false,
        });
        return;
      }
      // Cancelled before anything was sent: the closer sees to the rest.
      if (cancelled.aborted) return;
      const request = { attemptId: work.attempt.id, jobId: job.id, kind: job.kind, input: job.input, files };
      const submitted = await engine.submit(request, context.stop);
      if (submitted.ok) await accepted(work, submitted.value.remoteId);
      else if (submitted.error.code === 'unknown') await unknown(work, engine, submitted.error.detail, cancelled);
      else await notAccepted(work, submitted.error);
    },

    async settleUnknown(work, cancelled) {
      const { engine: id, remoteId } = work.attempt;
      const engine = context.engines.get(id);
      if (engine === undefined) return settleEngineGone(context, work, remoteId === null ? 'maybe_sent' : 'sent');
      // The answer was written down, and only the state was not.
      if (remoteId !== null) return accepted(work, remoteId);
      await unknown(work, engine, 'Nobody saw the answer of the engine.', cancelled);
    },
  };
}
