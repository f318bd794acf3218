import { exitCodes } from '@videoexpress/host';
import {
  assetTypes,
  type CallArguments,
  err,
  ok,
  projectIdSchema,
  type ProjectId,
  type Result,
} from '@videoexpress/job-schema';
import { dataDirOption, jsonOption, type Command, type Invocation } from '../../arguments/option.ts';
import { suggest } from '../../arguments/suggestion.ts';
import { parseWholeNumber } from '../../arguments/values.ts';
import { connectFor, type DaemonLink } from '../../daemon-link/link.ts';
import { callFailure, usageFailure, type Failure } from '../../failure.ts';
import { assetRows } from './asset-text.ts';

const maxLimit = 200;

/** `videoexpress assets list` */
export const assetsListCommand: Command = {
  name: 'assets list',
  summary: 'List or search the library, newest first',
  options: [
    { name: 'query', value: 'TEXT', help: 'Words in names, prompts and models; the beginning of a word is enough' },
    { name: 'type', value: 'TYPE', help: `Only this type: ${assetTypes.join(', ')}` },
    { name: 'project', value: 'NAME', help: 'Only this project, by its name or id; none: in no project' },
    { name: 'favourite', help: 'Only favourites' },
    { name: 'trash', help: 'What lies in the trash, instead' },
    { name: 'limit', value: 'N', help: `How many, 20 when left out, at most ${maxLimit}` },
    { name: 'cursor', value: 'TEXT', help: 'Go on where the last page ended (nextCursor of --json)' },
    dataDirOption,
    jsonOption,
  ],
  examples: [
    { line: 'videoexpress assets list --query "red fox" --favourite', what: 'favourites with a red fox' },
    { line: 'videoexpress assets list --trash', what: 'what can still be restored' },
  ],
  async run(cli, invocation) {
    const { printer } = cli;
    const query = readQuery(invocation);
    if (!query.ok) return printer.fail(query.error);
    const link = await connectFor(cli, invocation);
    if (!link.ok) return printer.fail(link.error);
    const project = await readProject(link.value, invocation.value('project'));
    if (!project.ok) return printer.fail(project.error);
    const inProject = project.value === null ? {} : { projectId: project.value };
    const page = await link.value.client.call('listAssets', { query: { ...query.value, ...inProject } });
    if (!page.ok) return printer.fail(callFailure(page.error));
    const { items, nextCursor, total } = page.value.body;
    printer.document({ items, nextCursor, total });
    if (items.length === 0) printer.line('No assets.');
    for (const line of assetRows(items, cli.clock.now(), printer.paint)) printer.line(line);
    if (nextCursor !== null) {
      const shown = total === null ? 'There are more' : `${items.length} of ${total}`;
      printer.note(printer.paint('dim', `${shown}; see --limit and --query.`));
    }
    return exitCodes.done;
  },
};

type ListQuery = NonNullable<CallArguments<'listAssets'>['query']>;

function readQuery(invocation: Invocation): Result<ListQuery, Failure> {
  const typeText = invocation.value('type');
  const type = assetTypes.find((known) => known === typeText);
  if (typeText !== null && type === undefined) {
    const meant = suggest(typeText, assetTypes);
    const fix = meant === null ? `Give one of ${assetTypes.join(', ')}.` : `Did you mean ${meant}?`;
    return err(usageFailure(`--type is "${typeText}".`, fix));
  }
  const limit = parseWholeNumber('limit', invocation.value('limit') ?? '20');
  if (!limit.ok) return limit;
  if (limit.value < 1 || limit.value > maxLimit)
    return err(usageFailure(`--limit is "${limit.value}". Give a whole number from 1 to ${maxLimit}.`));
  const q = invocation.value('query');
  const cursor = invocation.value('cursor');
  return ok({
    limit: limit.value,
    ...(q === null ? {} : { q }),
    ...(type === undefined ? {} : { type }),
    ...(invocation.has('favourite') ? { favourite: '1' as const } : {}),
    ...(invocation.has('trash') ? { trash: '1' as const } : {}),
    ...(cursor === null ? {} : { cursor }),
  });
}

/** A project by its id or its name, in whatever case. */
async function readProject(
  { client }: DaemonLink,
  text: string | null,
): Promise<Result<ProjectId | 'none' | null, Failure>> {
  if (text === null || text === 'none') return ok(text);
  const id = projectIdSchema.safeParse(text);
  const answer = await client.call('listProjects', {});
  if (!answer.ok) return err(callFailure(answer.error));
  const projects = answer.value.body.items;
  const found = projects.find((each) =>
    id.success ? each.id === id.data : each.name.localeCompare(text, 'en', { sensitivity: 'accent' }) === 0,
  );
  if (found !== undefined) return ok(found.id);
  const names = projects.map(({ name }) => name);
  const meant = suggest(text, names);
  const all = names.length === 0 ? 'There are no projects yet.' : `There are: ${names.slice(0, 20).join(', ')}`;
  return err({
    ...usageFailure(`There is no project "${text}".`, meant === null ? all : `Did you mean ${meant}?`),
    code: 'not_found',
  });
}
