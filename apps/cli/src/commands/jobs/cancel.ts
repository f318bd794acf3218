import { exitCodes } from '@videoexpress/host';
import { dataDirOption, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure } from '../../failure.ts';
import { resolveJobId, shortId } from './job-id.ts';

/** `videoexpress jobs cancel` */
export const jobsCancelCommand: Command = {
  name: 'jobs cancel',
  summary: 'Cancel a job that has not ended',
  operands: { usage: 'ID', min: 1, max: 1 },
  options: [dataDirOption, jsonOption],
  examples: [{ line: 'videoexpress jobs cancel 1a2b3c4d', what: 'the end of an id is enough' }],
  notes: ['A job that is cancelled already ends with 0, one that succeeded or failed with 1.'],
  async run(cli, invocation) {
    const { printer } = cli;
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const { client } = link.value;
    const id = await resolveJobId(link.value, invocation.positionals[0] ?? '');
    if (!id.ok) return printer.fail(id.error);
    const params = { id: id.value };
    const cancelled = await client.call('cancelJob', { params });
    const now = cancelled.ok ? cancelled : await client.call('getJob', { params });
    if (!cancelled.ok && !(now.ok && now.value.body.state === 'cancelled'))
      return printer.fail(callFailure(cancelled.error));
    if (!now.ok) return printer.fail(callFailure(now.error));
    printer.document(now.value.body);
    printer.line(`Job ${shortId(id.value)} is cancelled.`);
    return exitCodes.done;
  },
};
