import type { JobsContext } from './jobs-context.ts';
import type { Work } from './job-store.ts';
import { createKeepAside } from './keep-aside.ts';
import { crashLimit, settleFailure } from './outcome.ts';
import { pause } from './until-stored.ts';

const againAfterMs = 5000;

/**
 * The collector threw. The render is finished and may be paid for, so it is never sent to the engine once more: its result is
 * collected again, and given up at the third crash that can be laid to the job, with the clip kept aside. Throws `Stopping`.
 */
export async function collectAgain(context: JobsContext, work: Work, detail: string): Promise<void> {
  // Where the daemon stops, what was cut off may throw: the next start takes it up.
  if (context.stop.aborted) return;
  const { id } = work.record.job;
  const crashes = work.record.crashes + 1;
  context.log.error({ jobId: id, crashes, detail }, 'The collecting of a clip crashed');
  const { untilStored, store, clock } = context;
  if (crashes >= crashLimit && (await isKeptAside(context, work))) {
    const userMessage = `The finished clip could not be taken into the library: that crashed ${crashes} times. It was not rendered again.`;
    await settleFailure(context, work, { code: 'crash_loop', detail, userMessage, billed: true, cancelRemote: false });
    return;
  }
  if ((await untilStored(() => store.apply(id, 'stumble', { crashed: true }, clock.now()))) === null) return;
  await pause(clock, againAfterMs, context.stop);
  const now = await untilStored(() => store.work(id));
  if (now?.record.job.state !== 'collecting') return;
  context.background.run(now, (cancelled) => context.collect(now, cancelled));
}

/** A disk that throws where it should answer keeps the job waiting with its clip, as one does that is full. */
async function isKeptAside(context: JobsContext, work: Work): Promise<boolean> {
  try {
    return await createKeepAside(context).keepAside(work);
  } catch (cause) {
    context.log.error({ err: cause, attemptId: work.attempt.id }, 'A clip could not be kept aside; trying again');
    return false;
  }
}
