import { exitCodes, plainText } from '@videoexpress/host';
import type { ConnectedWorker, ConnectedWorkers } from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { timeText } from '../../printer/amounts.ts';
import type { Paint } from '../../printer/style.ts';
import { table } from '../../printer/table.ts';
import { shortId } from '../jobs/job-id.ts';

/** `videoexpress worker list` */
export const workerListCommand: Command = {
  name: 'worker list',
  summary: 'List the workers on GPUs of your own, and what each is doing',
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress worker list', what: 'machine, GPU, version, job, when it last called' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const answer = await link.value.client.call('listWorkers', {});
    if (!answer.ok) return printer.fail(callFailure(answer.error));
    const workers = answer.value.body;
    printer.document(workers);
    for (const line of table(workers.items.map((each) => workerRow(each, cli.clock.now(), printer.paint))))
      printer.line(line);
    if (workers.items.length === 0) printer.line('No worker is connected.');
    for (const line of doorLines(workers)) printer.note(line);
    return exitCodes.done;
  },
};

function workerRow(worker: ConnectedWorker, now: number, paint: Paint): string[] {
  const { id, machine, gpu, version, lastSeenAt } = worker;
  const silent = Math.max(0, Math.floor((now - Date.parse(lastSeenAt)) / 1000));
  return [
    paint('strong', plainText(machine ?? id)),
    plainText(gpu ?? 'no GPU named'),
    version === null ? '' : `version ${plainText(version)}`,
    doing(worker, paint),
    paint('dim', `seen ${timeText(silent)} ago`),
  ];
}

function doing({ trouble, job }: ConnectedWorker, paint: Paint): string {
  if (job !== null) {
    const percent = job.fraction === null ? '' : ` ${Math.floor(job.fraction * 100)}%`;
    return `${paint('accent', shortId(job.id))}${percent}  ${plainText(job.stage)}`;
  }
  return trouble === null ? paint('dim', 'waits for work') : paint('bad', plainText(trouble));
}

/** Where they come in, and what waits for them. */
function doorLines({ items, listener, waiting }: ConnectedWorkers): string[] {
  const waits = waiting === 0 ? '' : waiting === 1 ? ' 1 job waits for one.' : ` ${waiting} jobs wait for one.`;
  switch (listener.state) {
    case 'off':
      return [
        `Nothing listens for workers.${waits}`,
        'Let them in with: videoexpress config set engines.own-gpu.listen 127.0.0.1:8124',
      ];
    case 'failed':
      return [
        `The door for workers is not open: ${plainText(listener.detail ?? '')}${waits}`,
        'Choose another address with: videoexpress config set engines.own-gpu.listen HOST:PORT',
      ];
    case 'open': {
      const door = `Workers come in at ${plainText(listener.address ?? '')}.${waits}`;
      return items.length === 0 ? [door, 'Start one with: videoexpress worker start'] : [door];
    }
  }
}
