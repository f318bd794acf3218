import type { PublishOutcome } from '@videoexpress/studio';
import { finishReel } from './finish-reel.ts';
import { followContainer } from './follow-container.ts';
import { makeReelContainer } from './make-reel-container.ts';
import type { ReelContext, StepEnd } from './reel-context.ts';
import { type ReelEntry, readEntry } from './reel-journal.ts';
import { settlePublication } from './settle-publication.ts';

const steps: Readonly<Record<ReelEntry['step'], (context: ReelContext, entry: ReelEntry) => Promise<StepEnd>>> = {
  start: makeReelContainer,
  container: followContainer,
  publishing: settlePublication,
  published: finishReel,
};

/** Goes on from where the journal says the attempt is, and writes down each step before the next. */
export async function publishReel(context: ReelContext): Promise<PublishOutcome> {
  const { journal, signal } = context.task;
  let entry = await readEntry(journal);
  for (;;) {
    if (signal.aborted && entry.step !== 'published') return { kind: 'aborted' };
    const end = await steps[entry.step](context, entry);
    if (end.entry !== undefined) {
      const isFurther = end.entry.step !== entry.step || end.entry.containerId !== entry.containerId;
      entry = isFurther && !('outcome' in end) ? { ...end.entry, tries: triesKept(end.entry, entry) } : end.entry;
      await journal.write(entry);
    }
    if ('outcome' in end) return end.outcome;
  }
}

/** Getting further forgives what went wrong before, but not a container that had to be made anew. */
function triesKept(next: ReelEntry, before: ReelEntry): ReelEntry['tries'] {
  return next.step === 'start' || next.containers > 1 ? before.tries : {};
}
