import { exitCodes, type ExitCode, type Folders } from '@videoexpress/host';
import type { JobId } from '@videoexpress/job-schema';
import { dataDirOption, type Command } from '../../arguments/option.ts';
import type { Cli } from '../../cli.ts';
import { readEvents } from '../../daemon-link/event-stream.ts';
import { connect, connectFor, type DaemonLink } from '../../daemon-link/link.ts';
import { pause } from '../../daemon-link/waiting.ts';
import { watchJob } from '../../daemon-link/watch-job.ts';
import { callFailure, notRunning } from '../../failure.ts';
import { createProgressView } from '../../printer/progress-view.ts';
import { resolveJobId } from './job-id.ts';
import { changeLine } from './job-text.ts';

type Connected = DaemonLink & { readonly folders: Folders };

/** `videoexpress jobs watch` */
export const jobsWatchCommand: Command = {
  name: 'jobs watch',
  summary: 'Follow one job to its end, or all of them until Ctrl-C',
  operands: { usage: '[ID]', min: 0, max: 1 },
  options: [dataDirOption, { name: 'json', help: 'Print each change as one line of JSON: the whole job' }],
  examples: [
    { line: 'videoexpress jobs watch 1a2b3c4d', what: 'ends with 0 when it succeeds, 1 when it fails or is cancelled' },
    { line: 'videoexpress jobs watch --json', what: 'every change of every job, for a program' },
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const over = new AbortController();
    const off = cli.onInterrupt(() => over.abort());
    try {
      const idText = invocation.positionals[0];
      if (idText === undefined) return await watchAll(cli, link.value, over.signal);
      const id = await resolveJobId(link.value, idText);
      return id.ok ? await watchOne(cli, link.value, id.value, over.signal) : printer.fail(id.error);
    } finally {
      off();
    }
  },
};

async function watchOne(cli: Cli, link: Connected, jobId: JobId, signal: AbortSignal): Promise<ExitCode> {
  const { printer } = cli;
  const view = createProgressView(cli.terminal, cli.clock);
  const watched = await watchJob({
    clock: cli.clock,
    folders: link.folders,
    link,
    jobId,
    signal,
    onJob(job) {
      printer.jsonLine(job);
      view.show(job);
    },
    onConnection: (connected) => view.setNotice(connected ? null : 'The studio is away; waiting for it'),
  });
  view.close();
  if (!watched.ok) return printer.fail(watched.error);
  const end = watched.value;
  if (end.how === 'daemon_gone') return printer.fail(notRunning);
  // To stop looking is no failure of the job.
  if (end.how === 'called_off') return exitCodes.done;
  printer.line(changeLine(end.job, printer.paint));
  return end.job.state === 'succeeded' ? exitCodes.done : exitCodes.error;
}

async function watchAll(cli: Cli, first: Connected, signal: AbortSignal): Promise<ExitCode> {
  const { printer } = cli;
  printer.note(printer.paint('dim', 'Watching all jobs. Ctrl-C ends it.'));
  let link: DaemonLink = first;
  // From here on nothing is missed, even when the stream breaks before its first event.
  const place = await first.client.call('listJobs', { query: { limit: 1 }, signal });
  if (!place.ok) return signal.aborted ? exitCodes.done : printer.fail(callFailure(place.error));
  let after = place.value.lastEventId;
  while (!signal.aborted) {
    await readEvents(link, { after, signal }, (streamed) => {
      if (streamed.kind === 'reset') return;
      after = streamed.event.id;
      const { topic, payload } = streamed.event;
      if (topic !== 'job' || 'deleted' in payload) return;
      printer.jsonLine(payload);
      printer.line(changeLine(payload, printer.paint));
    });
    if (signal.aborted) break;
    await pause(cli.clock, 500, signal);
    const again = await connect(cli.clock, first.folders);
    if (!again.ok) return printer.fail(again.error);
    link = again.value;
  }
  return exitCodes.done;
}
