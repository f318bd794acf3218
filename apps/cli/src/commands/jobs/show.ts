import { exitCodes } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { resolveJobId } from './job-id.ts';
import { jobDetails } from './job-text.ts';

/** `videoexpress jobs show` */
export const jobsShowCommand: Command = {
  name: 'jobs show',
  summary: 'Show one job with every value it runs with',
  operands: { usage: 'ID', min: 1, max: 1 },
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress jobs show 1a2b3c4d', what: 'the end of an id is enough' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const id = await resolveJobId(link.value, invocation.positionals[0] ?? '');
    if (!id.ok) return printer.fail(id.error);
    const job = await link.value.client.call('getJob', { params: { id: id.value } });
    if (!job.ok) return printer.fail(callFailure(job.error));
    printer.document(job.value.body);
    for (const line of jobDetails(job.value.body, printer.paint)) printer.line(line);
    return exitCodes.done;
  },
};
