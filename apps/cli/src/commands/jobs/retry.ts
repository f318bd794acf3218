import { exitCodes } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { resolveJobId, shortId } from './job-id.ts';

/** `videoexpress jobs retry` */
export const jobsRetryCommand: Command = {
  name: 'jobs retry',
  summary: 'Make a new job from one that failed or was cancelled',
  operands: { usage: 'ID', min: 1, max: 1 },
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress jobs retry 1a2b3c4d', what: 'same input, new job' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const id = await resolveJobId(link.value, invocation.positionals[0] ?? '');
    if (!id.ok) return printer.fail(id.error);
    const retried = await link.value.client.call('retryJob', { params: { id: id.value } });
    if (!retried.ok) return printer.fail(callFailure(retried.error));
    const job = retried.value.body;
    printer.document(job);
    printer.line(`Job ${shortId(job.id)} is in the queue.`);
    printer.note(`Watch it with: videoexpress jobs watch ${shortId(job.id)}`);
    return exitCodes.done;
  },
};
