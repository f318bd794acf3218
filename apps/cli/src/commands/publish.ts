import { exitCodes, type ExitCode } from '@videoexpress/host';
import { err, type Publication, type Result } from '@videoexpress/job-schema';
import { type Command, dataDirOption, type Invocation, jsonOption } from '../arguments/option.ts';
import type { Cli } from '../cli.ts';
import type { DaemonLink } from '../daemon-link/link.ts';
import { readSettings, type Settings } from '../daemon-link/settings.ts';
import { callFailure, type Failure } from '../failure.ts';
import { daemonForJob, letItStay, releaseDaemon } from '../generate/job-daemon.ts';
import { chooseAccounts } from '../publish/choose-accounts.ts';
import { confirmPublic } from '../publish/confirm-public.ts';
import { createPublication } from '../publish/create-publication.ts';
import { bringClip, type ClipSource, locateClip } from '../publish/find-clip.ts';
import { followPublication } from '../publish/follow-publication.ts';
import { planPosts } from '../publish/plan-posts.ts';
import { shortPublicationId } from '../publish/publication-id.ts';
import { type PublishRequest, readPublishRequest } from '../publish/publish-request.ts';
import { showOutcome } from '../publish/show-outcome.ts';
import { preflightFailure, showPreflight } from '../publish/show-preflight.ts';

/** `videoexpress publish` */
export const publishCommand: Command = {
  name: 'publish',
  summary: 'Publish a clip to YouTube and Instagram',
  operands: { usage: 'FILE|ASSET', min: 1, max: 1 },
  options: [
    { name: 'to', value: 'SERVICE', repeatable: true, help: 'youtube, instagram, or both with a comma' },
    { name: 'account', value: 'NAME', repeatable: true, help: 'Which account, where several are connected' },
    { name: 'title', value: 'TEXT', help: 'Title at YouTube; left out, the name of the clip' },
    { name: 'text', value: 'TEXT', help: 'Description at YouTube, caption at Instagram, hashtags in it' },
    { name: 'text-file', value: 'FILE', help: 'The same from a file; - reads what is piped in' },
    { name: 'tags', value: 'A,B', help: "YouTube's own tags, with commas" },
    { name: 'visibility', value: 'WHO', help: 'private (left out), unlisted or public, at YouTube; a Reel is public' },
    { name: 'at', value: 'TIME', help: 'When, such as 2026-12-01T18:00 on this clock; left out, now' },
    { name: 'next-slot', help: 'In the next free one of the times in Settings' },
    { name: 'fit', value: 'HOW', help: 'Where a clip does not fit: crop, pad or re_encode; left out, as it is' },
    { name: 'made-for-kids', help: 'It is made for children, which YouTube has to be told' },
    { name: 'not-ai', help: 'It was not made with AI; left out, the services are told that it was' },
    { name: 'suggest', help: 'Let a model write what is left out, by your own key; sends the prompt to it' },
    { name: 'hint', value: 'TEXT', help: 'What the suggestion should say' },
    { name: 'draft', help: 'Keep it as a draft, and send nothing' },
    { name: 'yes', help: 'Do not ask before something becomes public' },
    { name: 'wait', help: 'Wait for scheduled posts too, until they are out' },
    { name: 'detach', help: 'Return once it is in the queue; a daemon is left running' },
    dataDirOption,
    jsonOption,
  ],
  examples: [
    { line: 'videoexpress publish fox.mp4 --to youtube --title "A red fox"', what: 'private at YouTube' },
    {
      line: 'videoexpress publish 1a2b3c4d --to youtube,instagram --text "Snow. #fox" --fit crop --yes',
      what: 'a clip of the library, to both',
    },
    {
      line: 'videoexpress publish fox.mp4 --to youtube --visibility public --at 2026-12-01T18:00 --yes',
      what: 'YouTube puts it out at that time, also while this computer sleeps',
    },
    { line: 'videoexpress publish fox.mp4 --to instagram --suggest --draft', what: 'words to look over in the page' },
  ],
  notes: [
    'A file is put into the library first, once. Ends with 0 when everything is out, scheduled or kept as a draft.',
    'Asks before something becomes public; where nobody can be asked, --yes is needed.',
    'Ctrl-C asks whether to cancel or to leave it running; a second Ctrl-C ends with 130 and leaves it running.',
  ],
  run: runPublish,
};

async function runPublish(cli: Cli, invocation: Invocation): Promise<ExitCode> {
  const { printer } = cli;
  const request = await readPublishRequest(cli, invocation);
  if (!request.ok) return printer.fail(request.error);
  const source = locateClip(cli.cwd, request.value.clip);
  if (!source.ok) return printer.fail(source.error);
  const settings = readSettings(cli, invocation);
  if (!settings.ok) return printer.fail(settings.error);
  const { folders } = settings.value;
  cli.surviveHangup();
  // What goes out later needs a daemon that stays.
  const keep = request.value.detach || request.value.when.kind !== 'now';
  const link = await daemonForJob(cli, settings.value, keep);
  if (!link.ok) return printer.fail(link.error);
  const made = await make(cli, settings.value, link.value, request.value, source.value);
  if (!made.ok) {
    await releaseDaemon(cli.clock, folders);
    return printer.fail(made.error);
  }
  const publication = made.value;
  const id = shortPublicationId(publication.id);
  if (publication.draft) {
    await releaseDaemon(cli.clock, folders);
    printer.document({ publication });
    printer.line(`Draft ${id} is kept. Look it over and send it in the page: videoexpress open`);
    return exitCodes.done;
  }
  if (request.value.detach) {
    printer.document({ publication });
    printer.line(`Publication ${id} is in the queue.`);
    printer.note(`See how it goes with: videoexpress publications show ${id}`);
    return exitCodes.done;
  }
  const followed = await followPublication(cli, folders, link.value, publication, request.value.wait);
  if (followed.how === 'left') {
    const code = printer.fail(followed.failure);
    if (await letItStay(link.value)) printer.note('VideoExpress keeps running for it. Stop it with: videoexpress stop');
    return code;
  }
  await releaseDaemon(cli.clock, folders);
  return followed.how === 'failed' ? printer.fail(followed.failure) : showOutcome(printer, followed.publication);
}

/** Everything up to the publication itself. Until then, Ctrl-C just ends it, and nothing is published. */
async function make(
  cli: Cli,
  { folders }: Settings,
  link: DaemonLink,
  request: PublishRequest,
  source: ClipSource,
): Promise<Result<Publication, Failure>> {
  const early = new AbortController();
  const off = cli.onInterrupt(() => early.abort());
  try {
    const { client } = link;
    const connections = await client.call('listConnections', { signal: early.signal });
    if (!connections.ok) return err(early.signal.aborted ? interrupted : callFailure(connections.error));
    const accounts = chooseAccounts(connections.value.body.items, request.services, request.accounts);
    if (!accounts.ok) return accounts;
    const asset = await bringClip(link, source);
    if (!asset.ok) return asset;
    const posts = await planPosts(link, request, asset.value, accounts.value, early.signal);
    if (early.signal.aborted) return err(interrupted);
    if (!posts.ok) return posts;
    const body = { assetId: asset.value.id, posts: [...posts.value] };
    if (!request.draft) {
      const looked = await client.call('preflightPublication', { body, signal: early.signal });
      if (early.signal.aborted) return err(interrupted);
      if (!looked.ok) return err(callFailure(looked.error));
      showPreflight(cli.printer, looked.value.body, posts.value, accounts.value);
      const refused = preflightFailure(looked.value.body);
      if (refused !== null) return err(refused);
      off();
      const confirmed = await confirmPublic(cli, posts.value, accounts.value, request.yes);
      if (!confirmed.ok) return confirmed;
    }
    return await createPublication(cli.clock, folders, link, { ...body, draft: request.draft });
  } finally {
    off();
  }
}

const interrupted: Failure = {
  exitCode: exitCodes.interruptedTwice,
  code: 'interrupted',
  message: 'Stopped before anything was published.',
};
