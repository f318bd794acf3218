import type { PostError } from '@videoexpress/job-schema';
import type { PublishOutcome } from '@videoexpress/studio';
import { error } from './fault-verdict.ts';
import { findReel } from './find-reel.ts';
import { askForPublication, readStatus, startAgain, verdictOfEnd } from './follow-container.ts';
import type { GraphFailure } from './graph-client.ts';
import { afterFailure, afterVerdict, type ReelContext, type StepEnd, waitFor } from './reel-context.ts';
import type { ReelEntry } from './reel-journal.ts';
import { sleep } from './sleep.ts';

/**
 * Between looks at a container whose publication was asked for. A request that is still being carried out needs seconds; two
 * minutes of a container that says it is not published are taken for an answer.
 */
const looksAfterMs = [0, 5000, 15_000, 40_000, 60_000] as const;
/** A look that brought nothing is repeated after this, without holding a place in the queue. */
const laterMs = 5 * 60_000;
/** Nobody could say within this: a person has to look. */
const longestMs = 24 * 60 * 60_000;
/** A container is asked for at most so often: the second time only after it was known that the first did nothing. */
const mostAsks = 2;

/**
 * The step after a request to publish whose answer was lost: the container itself says what came of it. It is never made
 * anew here, so that whatever happens at most one Reel comes of it, and it is asked for once more only when it said for two
 * minutes that it is not published and the account has no such Reel.
 */
export async function settlePublication(context: ReelContext, entry: ReelEntry): Promise<StepEnd> {
  const { clock, task } = context;
  let finishedReads = 0;
  let fault: GraphFailure | null = null;
  task.report({ stage: 'Asking Instagram whether it is out', state: 'processing', fraction: null });
  for (const waitMs of looksAfterMs) {
    if (!(await sleep(clock, waitMs, task.signal))) return { outcome: { kind: 'aborted' } };
    const read = await readStatus(context, entry);
    if (task.signal.aborted) return { outcome: { kind: 'aborted' } };
    if (!read.ok) {
      fault = read.error;
      if (fault.kind === 'no_token' && fault.error.code === 'needs_login') return afterFailure(context, entry, fault);
      if (fault.kind === 'no_token' && fault.error.code === 'gone') return { outcome: unknown(fault.error.detail) };
      continue;
    }
    switch (read.value.status_code) {
      case 'PUBLISHED':
        return { entry: { ...entry, step: 'published' } };
      case 'ERROR':
      case 'EXPIRED':
        return afterVerdict(context, startAgain(entry), notByItself(verdictOfEnd(read.value)));
      case 'FINISHED':
        finishedReads += 1;
        break;
      default:
    }
  }
  return finishedReads === looksAfterMs.length
    ? afterTwoMinutes(context, entry)
    : afterNothing(context, entry, fault === null ? 'The container said nothing that is known.' : wordsOf(fault));
}

/** It says that it is not published. The account is looked at too before that is believed. */
async function afterTwoMinutes(context: ReelContext, entry: ReelEntry): Promise<StepEnd> {
  const found = await lookForReel(context, entry);
  if (found === null) return afterNothing(context, entry, 'The media of the account could not be listed.');
  if (found.reel !== null) return { entry: { ...entry, step: 'published', mediaId: found.reel.id } };
  if (found.mayBeThere) return { outcome: unknown('Media of the account may be this Reel.') };
  if (entry.asks >= mostAsks) return { outcome: unknown('It was asked for twice, and is not published.') };
  return askForPublication(context, entry);
}

/** Nothing could be read. Whether it is out is found among the media of the account, or later, or by a person. */
async function afterNothing(context: ReelContext, entry: ReelEntry, why: string): Promise<StepEnd> {
  const found = await lookForReel(context, entry);
  if (context.task.signal.aborted) return { outcome: { kind: 'aborted' } };
  if (found?.reel) return { entry: { ...entry, step: 'published', mediaId: found.reel.id } };
  const askedMs = context.clock.now() - (entry.askedAtMs ?? context.clock.now());
  if (askedMs > longestMs) return { outcome: unknown(why) };
  return { outcome: waitFor(context, 'Asking Instagram whether it is out', notYetKnown(why), laterMs) };
}

async function lookForReel({ graph, clock, task }: ReelContext, entry: ReelEntry) {
  const wanted = { askedAtMs: entry.askedAtMs ?? clock.now(), caption: task.content.text };
  const found = await findReel(graph, task.account, wanted, task.signal);
  return found.ok ? found.value : null;
}

/** What was on its way to be published is begun anew by a person, and never by itself. */
function notByItself(verdict: ReturnType<typeof verdictOfEnd>): ReturnType<typeof verdictOfEnd> {
  return verdict.way === 'again' || verdict.way === 'afresh' ? { way: 'failed', error: verdict.error } : verdict;
}

function unknown(detail: string): PublishOutcome {
  return { kind: 'unknown', remoteId: null, url: null, error: error('outcome_unknown', mayBeOut, detail, 'look') };
}

function notYetKnown(detail: string): PostError {
  return error('outcome_open', isBeingAsked, detail, 'wait');
}

function wordsOf(failure: GraphFailure): string {
  switch (failure.kind) {
    case 'refused':
      return failure.fault.words;
    case 'no_token':
      return failure.error.detail;
    default:
      return failure.detail;
  }
}

const mayBeOut =
  'Instagram was asked to publish this Reel, and did not say what came of it. It may be out. Look there before you try again.';
const isBeingAsked =
  'Instagram was asked to publish this Reel, and its answer was lost. It is asked what came of it; nothing is published twice.';
