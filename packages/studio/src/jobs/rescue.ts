import type { Dispatcher } from './dispatcher.ts';
import type { JobsContext } from './jobs-context.ts';
import type { Work } from './job-store.ts';
import { settleEngineGone } from './settle-engine-gone.ts';

/** Takes up what the last run of the daemon left: nothing that was claimed is lost, and nothing paid is sent again blindly. */
export async function rescueOrphans(context: JobsContext, dispatcher: Dispatcher): Promise<void> {
  // A render that was cancelled and may still run holds its place until the closer has stopped it.
  for (const attempt of await context.untilStored(() => context.store.closing()))
    if (attempt.cancelRemote) context.slots.take(attempt.engine, attempt.id);
  const orphans = await context.untilStored(() => context.store.active());
  for (const work of orphans) {
    context.log.info({ jobId: work.record.job.id, state: work.record.job.state }, 'Taking up a job from before');
    if (work.record.job.state !== 'collecting') context.slots.take(work.attempt.engine, work.attempt.id);
    rescue(context, dispatcher, work);
  }
}

function rescue(context: JobsContext, dispatcher: Dispatcher, work: Work): void {
  switch (work.record.job.state) {
    case 'dispatching':
      context.background.run(work, (cancelled) => dispatcher.settleUnknown(work, cancelled));
      return;
    case 'submitted':
    case 'running':
      if (context.engines.get(work.attempt.engine) !== undefined) context.watch(work);
      else context.background.run(work, () => settleEngineGone(context, work, 'sent'));
      return;
    case 'collecting':
      context.background.run(work, (cancelled) => context.collect(work, cancelled));
      return;
    default:
      return;
  }
}
