import { exitCodes } from '@videoexpress/host';
import { jobKindIdSchema, jobStates, ok, err, type Result, type CallArguments } from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command, type Invocation } from '../../arguments/option.ts';
import { suggest } from '../../arguments/suggestion.ts';
import { parseWholeNumber } from '../../arguments/values.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure, usageFailure, type Failure } from '../../failure.ts';
import { jobRows } from './job-text.ts';

const maxLimit = 200;

/** `videoexpress jobs list` */
export const jobsListCommand: Command = {
  name: 'jobs list',
  summary: 'List the newest jobs, or the queue',
  options: [
    { name: 'state', value: 'STATE', repeatable: true, help: `Only jobs in this state: ${jobStates.join(', ')}` },
    { name: 'queue', help: 'Those that have not ended, in the order of their turn' },
    { name: 'kind', value: 'KIND', help: `Only jobs of this kind: ${jobKindIdSchema.options.join(', ')}` },
    { name: 'limit', value: 'N', help: `How many, 20 when left out, at most ${maxLimit}` },
    { name: 'cursor', value: 'TEXT', help: 'Go on where the last page ended (nextCursor of --json)' },
    dataDirOption,
    jsonOption,
  ],
  examples: [{ line: 'videoexpress jobs list --state failed', what: 'what went wrong' }],
  async run(cli, invocation) {
    const { printer } = cli;
    const query = readQuery(invocation);
    if (!query.ok) return printer.fail(query.error);
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const page = await link.value.client.call('listJobs', { query: query.value });
    if (!page.ok) return printer.fail(callFailure(page.error));
    const { items, nextCursor } = page.value.body;
    printer.document({ items, nextCursor });
    if (items.length === 0) printer.line('No jobs.');
    for (const line of jobRows(items, cli.clock.now(), printer.paint)) printer.line(line);
    if (nextCursor !== null) printer.note(printer.paint('dim', 'There are more; see --limit.'));
    return exitCodes.done;
  },
};

type ListQuery = NonNullable<CallArguments<'listJobs'>['query']>;

function readQuery(invocation: Invocation): Result<ListQuery, Failure> {
  const states = invocation.values('state').flatMap((text) => text.split(','));
  const wrong = states.find((state) => !jobStates.some((known) => known === state));
  if (wrong !== undefined) {
    const meant = suggest(wrong, jobStates);
    return err(
      usageFailure(
        `--state is "${wrong}".`,
        meant === null ? `Give one of ${jobStates.join(', ')}.` : `Did you mean ${meant}?`,
      ),
    );
  }
  const kindText = invocation.value('kind');
  const kind = jobKindIdSchema.optional().safeParse(kindText ?? undefined);
  if (!kind.success)
    return err(usageFailure(`--kind is "${kindText}". Give one of ${jobKindIdSchema.options.join(', ')}.`));
  const limit = parseWholeNumber('limit', invocation.value('limit') ?? '20');
  if (!limit.ok) return limit;
  if (limit.value < 1 || limit.value > maxLimit) {
    return err(usageFailure(`--limit is "${limit.value}". Give a whole number from 1 to ${maxLimit}.`));
  }
  const cursor = invocation.value('cursor');
  return ok({
    limit: limit.value,
    ...(states.length === 0 ? {} : { state: states.join(',') }),
    ...(invocation.has('queue') ? { sort: 'queue' as const } : {}),
    ...(kind.data === undefined ? {} : { kind: kind.data }),
    ...(cursor === null ? {} : { cursor }),
  });
}
