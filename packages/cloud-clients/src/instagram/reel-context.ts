import type { PostError } from '@videoexpress/job-schema';
import type { Clock, PublishOutcome, PublishTask } from '@videoexpress/studio';
import { loginNeeded, error, type Verdict, verdictOf } from './fault-verdict.ts';
import type { GraphClient, GraphFailure } from './graph-client.ts';
import { type ReelEntry, withoutContainer, withTry } from './reel-journal.ts';

/** What each step of an attempt works with. */
export interface ReelContext {
  readonly graph: GraphClient;
  readonly clock: Clock;
  readonly task: PublishTask;
  /** Links need not be https: the service is a stand-in on this machine. */
  readonly takesPlainLinks: boolean;
}

/** A step got further, and the journal is to say so; or the attempt ends here or waits. */
export type StepEnd = { readonly entry: ReelEntry } | { readonly entry?: ReelEntry; readonly outcome: PublishOutcome };

const firstWaitMs = 30_000;
const longestWaitMs = 15 * 60_000;
const limitWaitMs = 60 * 60_000;
/** Containers made for one attempt, at most: what goes wrong so often is not put right by another. */
const mostContainers = 3;

/** Twice as long each time. */
function backoffMs(tries: number): number {
  return Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, tries - 1));
}

/** It is called again then. */
export function waitFor(
  { clock }: Pick<ReelContext, 'clock'>,
  stage: string,
  problem: PostError | null,
  ms: number,
): PublishOutcome {
  return { kind: 'wait', stage, error: problem, until: { ms: clock.now() + ms } };
}

/** Goes on later, and longer each time. */
export function tryAgain(context: ReelContext, entry: ReelEntry, problem: PostError, leastMs = 0): StepEnd {
  const counted = withTry(entry, problem.code);
  const ms = Math.max(leastMs, backoffMs(counted.tries[problem.code] ?? 1));
  return { entry: counted, outcome: waitFor(context, 'Waiting for Instagram', byItself(problem), ms) };
}

/** Nobody has to do anything for it. */
function byItself(problem: PostError): PostError {
  const { userMessage } = problem;
  const isSaid = userMessage.includes('by itself');
  return {
    ...problem,
    action: 'wait',
    userMessage: isSaid ? userMessage : `${userMessage} It is tried again by itself.`,
  };
}

/** What a call that surely did nothing means for the attempt. */
export function afterFailure(context: ReelContext, entry: ReelEntry, failure: GraphFailure): StepEnd {
  switch (failure.kind) {
    case 'no_token':
      return withoutToken(context, entry, failure.error);
    case 'not_sent':
    case 'no_answer':
    case 'unreadable':
      return tryAgain(context, entry, unreachable(failure.detail));
    case 'refused':
      return afterVerdict(context, entry, verdictOf(failure.fault), failure.fault.retryAfterMs ?? 0);
  }
}

function withoutToken(
  context: ReelContext,
  entry: ReelEntry,
  { code, detail }: Extract<GraphFailure, { kind: 'no_token' }>['error'],
): StepEnd {
  const { accountName } = context.task.account;
  if (code === 'unreachable') return tryAgain(context, entry, unreachable(detail));
  if (code === 'needs_login') {
    const problem = loginNeeded(accountName, detail);
    return { outcome: { kind: 'wait', stage: 'Waiting for a login', error: problem, until: 'login' } };
  }
  const userMessage = `${accountName} is no longer connected. Nothing was published. Connect it again, then try again.`;
  return { outcome: { kind: 'failed', error: error('not_connected', userMessage, detail, 'retry') } };
}

/** Only where nothing is published, and surely so. */
export function afterVerdict(context: ReelContext, entry: ReelEntry, verdict: Verdict, leastMs = 0): StepEnd {
  switch (verdict.way) {
    case 'not_ready':
      return tryAgain(context, { ...entry, step: 'container' }, notReady);
    case 'again': {
      const spent = verdict.most !== null && (entry.tries[verdict.error.code] ?? 0) >= verdict.most;
      if (spent) return { outcome: { kind: 'failed', error: verdict.error } };
      return tryAgain(context, entry, verdict.error, leastMs);
    }
    case 'afresh':
      if (entry.containers >= mostContainers) return { outcome: { kind: 'failed', error: verdict.error } };
      return { entry: withoutContainer(entry) };
    case 'limit':
      return { outcome: waitFor(context, "Waiting for Instagram's limit", verdict.error, limitWaitMs) };
    case 'rejected':
      return { outcome: { kind: 'rejected', remoteId: null, error: verdict.error } };
    case 'failed':
      return { outcome: { kind: 'failed', error: verdict.error } };
  }
}

const notReady = error(
  'not_ready',
  'Instagram is still preparing the clip. Nothing was published yet.',
  '9007',
  'wait',
);

export function unreachable(detail: string): PostError {
  const userMessage =
    'Instagram could not be reached. Nothing was published yet; it is tried again by itself as soon as that works.';
  return error('unreachable', userMessage, detail, 'wait');
}
