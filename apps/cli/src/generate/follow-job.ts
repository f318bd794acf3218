import { exitCodes, type Folders } from '@videoexpress/host';
import type { Job } from '@videoexpress/job-schema';
import { shortId } from '../commands/jobs/job-id.ts';
import type { Cli } from '../cli.ts';
import type { DaemonLink } from '../daemon-link/link.ts';
import { watchJob } from '../daemon-link/watch-job.ts';
import { callFailure, type Failure } from '../failure.ts';
import { createProgressView } from '../printer/progress-view.ts';
import { askOnInterrupt } from './interrupt.ts';

/** How following the job ended: it succeeded, or there is a failure to show. `left`: it goes on without this command. */
export type Followed =
  | { readonly how: 'succeeded'; readonly job: Job; readonly link: DaemonLink }
  | { readonly how: 'failed'; readonly failure: Failure }
  | { readonly how: 'left'; readonly failure: Failure };

/** Shows the job's progress until it ends, and asks on Ctrl-C whether to cancel it or to leave it running. */
export async function followJob(cli: Cli, folders: Folders, link: DaemonLink, job: Job): Promise<Followed> {
  const view = createProgressView(cli.terminal, cli.clock);
  const stopWatching = new AbortController();
  let newest = job;
  let asking = false;
  let left: Failure | null = null;
  const show = (): void => {
    if (!asking) view.show(newest);
  };
  const endQuestions = askOnInterrupt(cli, {
    onQuestion(open) {
      asking = open;
      if (open) view.clear();
      else show();
    },
    onChoice(choice) {
      if (choice === 'cancel') {
        void cancel(cli, link, newest);
        return;
      }
      left = leftFailure(newest, choice);
      stopWatching.abort();
    },
  });
  const watched = await watchJob({
    clock: cli.clock,
    folders,
    link,
    jobId: job.id,
    signal: stopWatching.signal,
    // Nobody brings back a daemon that was there for this job alone.
    ...(link.info.solo ? { awayPatienceMs: 3000 } : {}),
    onJob(next) {
      newest = next;
      show();
    },
    onConnection: (connected) => view.setNotice(connected ? null : 'The studio is away; waiting for it to come back'),
  });
  endQuestions();
  if (asking) cli.terminal.writeErr('\n');
  view.close();
  if (left !== null) return { how: 'left', failure: left };
  if (!watched.ok) return { how: 'failed', failure: { ...watched.error, job: newest } };
  if (watched.value.how !== 'ended') return { how: 'left', failure: goneFailure(newest) };
  return endOf(watched.value.job, watched.value.link);
}

async function cancel(cli: Cli, link: DaemonLink, job: Job): Promise<void> {
  const cancelled = await link.client.call('cancelJob', { params: { id: job.id } });
  // Refused when the job ended first; its own end says so then.
  if (!cancelled.ok && cancelled.error.code !== 'problem') cli.printer.note(callFailure(cancelled.error).message);
}

function endOf(job: Job, link: DaemonLink): Followed {
  if (job.state === 'succeeded') return { how: 'succeeded', job, link };
  if (job.state === 'cancelled') {
    const failure = {
      exitCode: exitCodes.error,
      code: 'cancelled',
      message: 'The job was cancelled; no clip was made.',
      chosen: true as const,
      job,
    };
    return { how: 'failed', failure };
  }
  const again =
    job.error?.retryable === true ? { fix: `Try it again with: videoexpress jobs retry ${shortId(job.id)}` } : {};
  return {
    how: 'failed',
    failure: {
      exitCode: exitCodes.error,
      code: job.error?.code ?? 'failed',
      message: job.error?.userMessage ?? 'The job failed.',
      job,
      ...again,
    },
  };
}

function leftFailure(job: Job, choice: 'leave' | 'quit'): Failure {
  return {
    exitCode: choice === 'quit' ? exitCodes.interruptedTwice : exitCodes.error,
    code: choice === 'quit' ? 'interrupted' : 'left_running',
    chosen: true,
    message: `Job ${shortId(job.id)} goes on without this command; no file was written.`,
    fix: `Watch it with: videoexpress jobs watch ${shortId(job.id)}`,
    job,
  };
}

function goneFailure(job: Job): Failure {
  return {
    exitCode: exitCodes.notRunning,
    code: 'not_running',
    message: `The studio is gone. Job ${shortId(job.id)} is kept and goes on at the next start.`,
    fix: `Start it with: videoexpress start, then: videoexpress jobs watch ${shortId(job.id)}`,
    job,
  };
}
