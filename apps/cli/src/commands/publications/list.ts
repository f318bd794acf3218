import { exitCodes, plainText } from '@videoexpress/host';
import { type CallArguments, err, ok, postStates, type Publication, type Result } from '@videoexpress/job-schema';
import { type Command, dataDirOption, type Invocation, jsonOption } from '../../arguments/option.ts';
import { suggest } from '../../arguments/suggestion.ts';
import { parseWholeNumber } from '../../arguments/values.ts';
import { connectFor } from '../../daemon-link/link.ts';
import { callFailure, type Failure, usageFailure } from '../../failure.ts';
import { timeText } from '../../printer/amounts.ts';
import type { Paint } from '../../printer/style.ts';
import { shorten, table } from '../../printer/table.ts';
import { accountText, localTime, paintedState } from '../../publish/post-text.ts';
import { shortPublicationId } from '../../publish/publication-id.ts';

const maxLimit = 200;

/** `videoexpress publications list` */
export const publicationsListCommand: Command = {
  name: 'publications list',
  summary: 'List what was published, is on its way, scheduled or a draft',
  options: [
    {
      name: 'state',
      value: 'STATE',
      repeatable: true,
      help: `Only with a post in this state: ${postStates.join(', ')}`,
    },
    { name: 'limit', value: 'N', help: `At most so many, 20 when left out, ${maxLimit} at most` },
    dataDirOption,
    jsonOption,
  ],
  examples: [
    { line: 'videoexpress publications list', what: 'the newest 20, one line a post' },
    { line: 'videoexpress publications list --state needs_attention', what: 'what waits for you' },
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const query = readQuery(invocation);
    if (!query.ok) return printer.fail(query.error);
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const listed = await link.value.client.call('listPublications', { query: query.value });
    if (!listed.ok) return printer.fail(callFailure(listed.error));
    const page = listed.value.body;
    printer.document(page);
    for (const row of publicationRows(page.items, cli.clock.now(), printer.paint)) printer.line(row);
    if (page.items.length === 0) printer.note('There is none.');
    return exitCodes.done;
  },
};

function readQuery(invocation: Invocation): Result<NonNullable<CallArguments<'listPublications'>['query']>, Failure> {
  const states = invocation.values('state').flatMap((text) => text.split(','));
  const unknown = states.find((state) => !postStates.some((known) => known === state));
  if (unknown !== undefined) {
    const meant = suggest(unknown, postStates);
    const fix = meant === null ? `Give one of ${postStates.join(', ')}.` : `Did you mean ${meant}?`;
    return err(usageFailure(`There is no state "${unknown}".`, fix));
  }
  const limit = parseWholeNumber('limit', invocation.value('limit') ?? '20');
  if (!limit.ok) return limit;
  if (limit.value < 1 || limit.value > maxLimit) {
    return err(usageFailure(`--limit is ${limit.value}. Give 1 to ${maxLimit}.`));
  }
  return ok({ limit: limit.value, ...(states.length === 0 ? {} : { state: states.join(',') }) });
}

/** One line a post: id, age, account, state, time or link, clip. */
export function publicationRows(publications: readonly Publication[], now: number, paint: Paint): string[] {
  return table(
    publications.flatMap((publication) => {
      const age = paint('dim', `${timeText(Math.floor((now - Date.parse(publication.createdAt)) / 1000))} ago`);
      const clip = shorten(plainText(publication.clipName), 40);
      const id = shortPublicationId(publication.id);
      if (publication.posts.length === 0) return [[id, age, '', paint('strong', 'draft'), '', clip]];
      return publication.posts.map((post) => {
        const goesOutAt = post.state === 'scheduled' ? post.scheduledAt : null;
        const where = goesOutAt === null ? (post.url ?? '') : localTime(goesOutAt);
        return [id, age, accountText(post), paintedState(post, paint), plainText(where), clip];
      });
    }),
  );
}
