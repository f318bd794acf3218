import { exitCodes } from '@videoexpress/host';
import { err, type JobId, ok, type Result } from '@videoexpress/job-schema';
import { dataDirOption, type Invocation, jsonOption, type Command } from '../../arguments/option.ts';
import { connectFor, type DaemonLink } from '../../daemon-link/link.ts';
import { callFailure, type Failure, usageFailure } from '../../failure.ts';
import { resolveJobId, shortId } from './job-id.ts';

/** `videoexpress jobs move` */
export const jobsMoveCommand: Command = {
  name: 'jobs move',
  summary: 'Put a waiting job elsewhere in the queue',
  operands: { usage: 'ID', min: 1, max: 1 },
  options: [
    { name: 'front', help: 'Before all that wait' },
    { name: 'after', value: 'ID', help: 'Right behind this waiting job' },
    dataDirOption,
    jsonOption,
  ],
  examples: [{ line: 'videoexpress jobs move 1a2b3c4d --front', what: 'it is the next to start' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const isFront = invocation.has('front');
    if (isFront === (invocation.value('after') !== null))
      return printer.fail(usageFailure('Say where the job goes: --front, or --after ID.'));
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const id = await resolveJobId(link.value, invocation.positionals[0] ?? '');
    if (!id.ok) return printer.fail(id.error);
    const after = await neighbour(link.value, invocation);
    if (!after.ok) return printer.fail(after.error);
    const moved = await link.value.client.call('moveJob', { params: { id: id.value }, body: { after: after.value } });
    if (!moved.ok) return printer.fail(callFailure(moved.error));
    printer.document(moved.value.body);
    const place = after.value === null ? 'before all that wait' : `right behind ${shortId(after.value)}`;
    printer.line(`Job ${shortId(id.value)} is ${place}.`);
    return exitCodes.done;
  },
};

async function neighbour(link: DaemonLink, invocation: Invocation): Promise<Result<JobId | null, Failure>> {
  const text = invocation.value('after');
  if (text === null) return ok(null);
  const id = await resolveJobId(link, text);
  return id.ok ? id : err(id.error);
}
