import { err, ok, type Result } from '@videoexpress/job-schema';
import { error, type Verdict, verdictOf, verdictOfSubcode } from './fault-verdict.ts';
import type { GraphFailure } from './graph-client.ts';
import { subcodeIn, withoutAddresses } from './graph-fault.ts';
import { type ContainerStatus, publishContainer, readContainer } from './reel-calls.ts';
import { afterFailure, afterVerdict, type ReelContext, type StepEnd, waitFor } from './reel-context.ts';
import type { ReelEntry } from './reel-journal.ts';
import { lingering, sleep } from './sleep.ts';

/** Short clips are ready within seconds; after that once a minute, as Instagram asks. Ends after eight minutes. */
const looksAfterMs = [5000, 10_000, 15_000, 30_000, 60_000, 60_000, 60_000, 60_000, 60_000, 60_000, 60_000] as const;
/** It is looked at now and then from there on, without holding a place in the queue. */
const laterMs = 5 * 60_000;
/** What takes longer than this will not be ready any more. */
const longestMs = 3 * 60 * 60_000;
/** Reading fails now and then, also of containers that are well: so often before anything is believed of it. */
const failedReadsTaken = 4;

/** The second step: until the container is ready, and then its publication, once. */
export async function followContainer(context: ReelContext, entry: ReelEntry): Promise<StepEnd> {
  const { clock, task } = context;
  let failedReads = 0;
  for (const waitMs of looksAfterMs) {
    task.report({ stage: 'Processing at Instagram', state: 'processing', fraction: null });
    if (!(await sleep(clock, waitMs, task.signal))) return { outcome: { kind: 'aborted' } };
    const read = await readStatus(context, entry);
    if (task.signal.aborted) return { outcome: { kind: 'aborted' } };
    if (!read.ok) {
      failedReads += 1;
      if (read.error.kind !== 'no_token' && failedReads < failedReadsTaken) continue;
      return afterUnreadable(context, entry, read.error);
    }
    failedReads = 0;
    switch (read.value.status_code) {
      case 'FINISHED':
        return askForPublication(context, entry);
      case 'PUBLISHED':
        return { entry: { ...entry, step: 'publishing', askedAtMs: entry.askedAtMs ?? entry.containerAtMs } };
      case 'ERROR':
      case 'EXPIRED':
        return afterVerdict(context, startAgain(entry), verdictOfEnd(read.value));
      default:
    }
  }
  const ageMs = clock.now() - (entry.containerAtMs ?? clock.now());
  if (ageMs > longestMs)
    return { outcome: { kind: 'failed', error: error('too_slow', tooSlow, 'IN_PROGRESS', 'retry') } };
  return { outcome: waitFor(context, 'Processing at Instagram', null, laterMs) };
}

export function readStatus(
  { graph, task }: ReelContext,
  entry: ReelEntry,
): Promise<Result<ContainerStatus, GraphFailure>> {
  return graph.call(task.account, readContainer(entry.containerId ?? ''), task.signal);
}

/**
 * What the end of a container that was not published means: what went wrong with it has a number in its words. After an
 * error of its own nothing can be made of it any more, so trying again is trying anew.
 */
export function verdictOfEnd({ status_code, status }: ContainerStatus): Verdict {
  const words = withoutAddresses(status ?? status_code);
  if (status_code === 'EXPIRED') return { way: 'afresh', error: error('container_expired', expired, words, 'retry') };
  const subcode = subcodeIn(words);
  const known = subcode === null ? null : verdictOfSubcode(subcode, words);
  if (known !== null && known.way !== 'not_ready') return known;
  return { way: 'rejected', error: error('processing_failed', processingFailed, words, 'retry') };
}

/** As `afterVerdict` wants it: what is tried again is a new container. */
export function startAgain(entry: ReelEntry): ReelEntry {
  return { ...entry, step: 'start', containerId: null, containerAtMs: null, asks: 0, askedAtMs: null };
}

function afterUnreadable(context: ReelContext, entry: ReelEntry, failure: GraphFailure): StepEnd {
  // It was not published, and is not there: that is how one looks that has expired.
  const isMissing = failure.kind === 'refused' && failure.fault.code === 100 && failure.fault.subcode === 33;
  if (!isMissing) return afterFailure(context, entry, failure);
  const gone = error('container_gone', expired, failure.fault.words, 'retry');
  return afterVerdict(context, entry, { way: 'afresh', error: gone });
}

/**
 * Asks for the publication. The journal says so before the request goes out: after a kill, or an answer that is lost,
 * nobody asks a second time without knowing.
 */
export async function askForPublication(context: ReelContext, entry: ReelEntry): Promise<StepEnd> {
  const { graph, clock, task } = context;
  const { account, signal } = task;
  const asked = {
    ...entry,
    step: 'publishing',
    asks: entry.asks + 1,
    askedAtMs: entry.askedAtMs ?? clock.now(),
  } as const;
  await task.journal.write(asked);
  if (signal.aborted) return { entry, outcome: { kind: 'aborted' } };
  task.report({ stage: 'Publishing at Instagram', state: 'processing', fraction: null });
  const call = publishContainer(account.accountId, entry.containerId ?? '');
  const answer = await graph.call(account, call, lingering(clock, signal));
  if (answer.ok) return { entry: { ...asked, step: 'published', mediaId: answer.value.id } };
  const known = surelyNot(answer.error, asked.asks);
  // What came of it is read from the container.
  if (!known.ok) return { entry: asked };
  const before = { ...entry, step: 'container' } as const;
  const next = afterFailure(context, before, known.value);
  return { entry: before, ...next };
}

/** Whether a request to publish surely published nothing. After the first, a refusal may just mean that it did. */
function surelyNot(failure: GraphFailure, asks: number): Result<GraphFailure, null> {
  if (failure.kind === 'no_token' || failure.kind === 'not_sent') return ok(failure);
  if (failure.kind !== 'refused' || failure.fault.isTransient || asks > 1) return err(null);
  const verdict = verdictOf(failure.fault);
  // A container that is gone may be gone because it was published, and some faults come of what was half done.
  if (verdict.way === 'afresh' || (verdict.way === 'again' && verdict.most !== null)) return err(null);
  const isUnheardOf = verdict.way === 'failed' && verdict.error.code === 'refused' && failure.fault.code !== 100;
  return isUnheardOf ? err(null) : ok(failure);
}

const tooSlow =
  'Instagram has been processing the clip for hours. Nothing was published. Try again, or choose "Re-encode" first.';
const expired =
  'Instagram let go of the clip that it had prepared, because it was not published within a day. Nothing was published. Try again.';
const processingFailed =
  'Instagram could not process the clip. Nothing was published. Try again, or choose "Re-encode" first.';
