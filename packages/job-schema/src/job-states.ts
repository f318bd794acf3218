/** Every state a job can be in, in the order of its path. */
export const jobStates = [
  'queued',
  'dispatching',
  'submitted',
  'running',
  'collecting',
  'succeeded',
  'failed',
  'cancelled',
] as const;
export type JobState = (typeof jobStates)[number];

/** What can happen to a job. */
export const jobEvents = [
  'claim',
  'accepted',
  'started',
  'finished',
  'stored',
  'retry',
  'snooze',
  'stumble',
  'cancel',
  'fail',
] as const;
export type JobEvent = (typeof jobEvents)[number];

/**
 * The one table that owns job state: which event leads from which state to which. What is not here does not happen;
 * an event that meets no edge came late, and is logged and ignored. `docs/job-lifecycle.md` is drawn from this.
 */
export const jobTransitions = {
  queued: { claim: 'dispatching', cancel: 'cancelled' },
  // A handler of the daemon's crashed while an engine has the work, or may have it: nothing is sent again for that.
  dispatching: {
    accepted: 'submitted',
    retry: 'queued',
    snooze: 'queued',
    stumble: 'dispatching',
    cancel: 'cancelled',
    fail: 'failed',
  },
  submitted: {
    started: 'running',
    finished: 'collecting',
    retry: 'queued',
    snooze: 'queued',
    stumble: 'submitted',
    cancel: 'cancelled',
    fail: 'failed',
  },
  running: {
    finished: 'collecting',
    retry: 'queued',
    snooze: 'queued',
    stumble: 'running',
    cancel: 'cancelled',
    fail: 'failed',
  },
  // Never back to the queue with the same attempt: what is finished is not rendered, and paid for, a second time.
  collecting: { stored: 'succeeded', retry: 'queued', stumble: 'collecting', cancel: 'cancelled', fail: 'failed' },
  succeeded: {},
  failed: {},
  cancelled: {},
} as const satisfies Record<JobState, Partial<Record<JobEvent, JobState>>>;

/** The state that `event` leads to from `state`, or null when the table has no such edge. */
export function nextState(state: JobState, event: JobEvent): JobState | null {
  const edges: Partial<Record<JobEvent, JobState>> = jobTransitions[state];
  return edges[event] ?? null;
}

/** Whether a job in this state will never change again. */
export function isEndState(state: JobState): boolean {
  return Object.keys(jobTransitions[state]).length === 0;
}

/** The states in which an engine or the collector holds the job. */
export const activeStates = [
  'dispatching',
  'submitted',
  'running',
  'collecting',
] as const satisfies readonly JobState[];
