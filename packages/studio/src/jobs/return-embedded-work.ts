import type { JobsContext } from './jobs-context.ts';

/** An embedded render ends with the daemon: its job goes back to the queue now, so that this end has a witness. */
export async function returnEmbeddedWork({ store, engines, clock }: JobsContext): Promise<void> {
  for (const { attempt, record } of await store.active()) {
    const isEmbedded = engines.get(attempt.engine)?.description.embedded ?? false;
    const isInterrupted = record.job.state === 'submitted' || record.job.state === 'running';
    if (isEmbedded && isInterrupted)
      await store.apply(record.job.id, 'snooze', { notBeforeMs: clock.now() }, clock.now());
  }
}
