import type { JobsContext } from './jobs-context.ts';
import type { Work } from './job-store.ts';
import { jobError, leave, spentOn } from './outcome.ts';

/** How far a job had come with an engine that is no longer set up. */
export type ComeSoFar = 'not_sent' | 'maybe_sent' | 'sent' | 'rendered';

/** What it had come to, what it may have cost, and what to do. */
const words: Readonly<Record<ComeSoFar, string>> = {
  not_sent: 'The job had not been sent to it yet. Nothing was spent. Make it again with another engine.',
  maybe_sent:
    'It is not known whether it had taken the job, so this may have cost something there. See what it says itself before you make the job again with another engine.',
  sent: 'It had the job and may still be at it, which may cost something there. Stop it there, and make the job again with another engine.',
  rendered:
    'It had rendered the clip, which cost what it costs there, and without it the clip cannot be fetched. Look for it there, or make the job again with another engine.',
};

/** What is told of a job that cannot go on since its engine is no longer set up. */
export function engineGoneMessage(engine: string, comeSoFar: ComeSoFar): string {
  return `The engine “${engine}” is no longer set up, so this job cannot go on. ${words[comeSoFar]}`;
}

/** Ends a job whose engine is no longer set up, so that nothing can be asked of it any more. */
export async function settleEngineGone(context: JobsContext, work: Work, comeSoFar: ComeSoFar): Promise<void> {
  const { attempt, record } = work;
  const { job } = record;
  if (comeSoFar === 'not_sent') await context.untilStored(() => context.store.noteSubmission(attempt.id, 'refused'));
  const detail = `There is no engine ${attempt.engine}.`;
  const userMessage = engineGoneMessage(attempt.engine, comeSoFar);
  const error = jobError({ code: 'engine_unavailable', detail, userMessage });
  context.log.warn({ jobId: job.id, code: error.code, detail, comeSoFar }, 'A render did not succeed');
  const spent = spentOn(context, job, null, comeSoFar !== 'not_sent');
  await leave(context, work, 'fail', { closeAttempt: 'release', error, ...spent });
}
