import type { JobsContext } from './jobs-context.ts';
import type { Work } from './job-store.ts';
import { collectAgain } from './collect-again.ts';
import type { Dispatcher } from './dispatcher.ts';
import { crashLimit, giveUpCrashing, settleCrash } from './outcome.ts';
import { pause } from './until-stored.ts';

const againAfterMs = 5000;

/**
 * A handler threw. What an engine elsewhere has in hand, or may have, is never sent to it again for that: it is looked for,
 * or followed on, and at the third crash that can be laid to the job it is stopped. Throws `Stopping`.
 */
export async function settleHandlerCrash(
  context: JobsContext,
  dispatcher: Dispatcher,
  work: Work,
  detail: string,
): Promise<void> {
  const { job } = work.record;
  if (job.state === 'collecting') return collectAgain(context, work, detail);
  const isElsewhere = context.engines.get(work.attempt.engine)?.description.embedded === false;
  const mayBeTaken = job.state === 'dispatching' || job.state === 'submitted' || job.state === 'running';
  if (!isElsewhere || !mayBeTaken) {
    await settleCrash(context, work, detail);
    return;
  }
  // Where the daemon stops, what was cut off may throw: the next start takes it up.
  if (context.stop.aborted) return;
  const crashes = work.record.crashes + 1;
  context.log.error({ jobId: job.id, crashes, detail }, 'A handler crashed; the render goes on');
  if (crashes >= crashLimit) {
    await giveUpCrashing(context, work, detail);
    return;
  }
  const { untilStored, store, clock } = context;
  if ((await untilStored(() => store.apply(job.id, 'stumble', { crashed: true }, clock.now()))) === null) return;
  await pause(clock, againAfterMs, context.stop);
  const now = await untilStored(() => store.work(job.id));
  if (now?.record.job.state === 'dispatching')
    context.background.run(now, (cancelled) => dispatcher.settleUnknown(now, cancelled));
  else if (now?.record.job.state === 'submitted' || now?.record.job.state === 'running') context.watch(now);
}
