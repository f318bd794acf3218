import {
  type JobEvent,
  type JobState,
  jobEvents,
  jobStates,
  jobTransitions,
} from '../../packages/job-schema/src/job-states.ts';

const stateMeanings: Record<JobState, string> = {
  queued: 'Waits for its turn, for its time (`runAt`), or for a pause to end.',
  dispatching: 'Claimed by the daemon; the attempt is written down, then the engine is called.',
  submitted: 'The engine has accepted it and has not begun.',
  running: 'The engine renders. Progress is data on the job, not a state.',
  collecting: 'The result is fetched, validated and stored.',
  succeeded: 'The clip is in the library.',
  failed: 'Ended with an error that names its cause.',
  cancelled: 'Ended by a person. A result that comes later meets no edge.',
};

const eventMeanings: Record<JobEvent, string> = {
  claim: 'The dispatcher takes the job.',
  accepted: 'The engine has taken it.',
  started: 'The engine has begun.',
  finished: 'The engine has a result.',
  stored: 'The clip is valid and in the library.',
  retry: 'Once more, as the next attempt.',
  snooze: 'Later, as the same attempt.',
  stumble: 'A handler of the daemon crashed; what the engine has in hand goes on.',
  cancel: 'A person cancels it.',
  fail: 'It cannot be finished.',
};

interface Edge {
  readonly from: JobState;
  readonly event: JobEvent;
  readonly to: JobState;
}

function edges(): Edge[] {
  return jobStates.flatMap((from) => {
    const row: Partial<Record<JobEvent, JobState>> = jobTransitions[from];
    return jobEvents.flatMap((event) => {
      const to = row[event];
      return to === undefined ? [] : [{ from, event, to }];
    });
  });
}

/** One arrow for all events between two states, so that the picture stays readable. */
function arrows(): string[] {
  const events = new Map<string, JobEvent[]>();
  for (const { from, event, to } of edges()) {
    const arrow = `${from} --> ${to}`;
    events.set(arrow, [...(events.get(arrow) ?? []), event]);
  }
  return [...events].map(([arrow, names]) => `    ${arrow}: ${names.join(', ')}`);
}

/** A row for each state, a column for each event; an empty cell is an event that comes late and is ignored. */
function table(): string[] {
  const rows = jobStates.map((from) => {
    const row: Partial<Record<JobEvent, JobState>> = jobTransitions[from];
    return `| **${from}** | ${jobEvents.map((event) => row[event] ?? '').join(' | ')} |`;
  });
  return [`| state | ${jobEvents.join(' | ')} |`, `| --- |${' --- |'.repeat(jobEvents.length)}`, ...rows];
}

/** The text of `docs/job-lifecycle.md`, drawn from the transition table and nothing else. */
export function drawJobLifecycle(): string {
  const endStates = jobStates.filter((state) => Object.keys(jobTransitions[state]).length === 0);
  const lines = [
    '# The life of a job',
    '',
    'Drawn by `npm run gen` from the transition table in `packages/job-schema/src/job-states.ts`: change the table, not this',
    'file. One function in `local-store` applies an event; it changes a job only from the state and version it has seen.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '    [*] --> queued',
    ...arrows(),
    ...endStates.map((state) => `    ${state} --> [*]`),
    '```',
    '',
    '## Which event leads where',
    '',
    'An empty cell means that the event came late: it is logged and ignored. No end state is ever left; a person’s retry',
    'is a new job.',
    '',
    ...table(),
    '',
    '## States',
    '',
    ...jobStates.map((state) => `- **${state}**: ${stateMeanings[state]}`),
    '',
    '## Events',
    '',
    ...jobEvents.map((event) => `- **${event}**: ${eventMeanings[event]}`),
    '',
  ];
  return lines.join('\n');
}
