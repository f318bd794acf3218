import {
  type Asset,
  type Connection,
  countCharacters,
  err,
  ok,
  type PostContent,
  postContentSchema,
  postLimits,
  type PostRequest,
  type PostSuggestion,
  type Result,
} from '@videoexpress/job-schema';
import type { DaemonLink } from '../daemon-link/link.ts';
import { callFailure, type Failure } from '../failure.ts';
import type { PublishRequest } from './publish-request.ts';

/** What is to be posted where. What the person said wins over what a model suggests, and that over what is usual. */
export async function planPosts(
  link: DaemonLink,
  request: PublishRequest,
  asset: Asset,
  accounts: readonly Connection[],
  signal: AbortSignal,
): Promise<Result<readonly PostRequest[], Failure>> {
  const suggested = await suggestions(link, request, asset, signal);
  if (!suggested.ok) return suggested;
  return ok(
    accounts.map(({ id, service }) => ({
      connectionId: id,
      content: contentOf(request, asset, service, suggested.value.get(service)),
      when: request.when,
    })),
  );
}

async function suggestions(
  { client }: DaemonLink,
  { suggest, services, hint }: PublishRequest,
  asset: Asset,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, PostSuggestion>, Failure>> {
  if (!suggest) return ok(new Map());
  const body = { assetId: asset.id, services: [...services], ...(hint === null ? {} : { hint }) };
  const suggested = await client.call('suggestPosts', { body, signal });
  if (!suggested.ok) {
    const failure = callFailure(suggested.error);
    const fix = 'Or leave out --suggest, and give --title and --text.';
    return err({ ...failure, message: failure.message.replace(/^hint: /, '--hint: '), fix });
  }
  return ok(new Map(suggested.value.body.suggestions.map((each) => [each.service, each])));
}

function contentOf(
  request: PublishRequest,
  asset: Asset,
  service: Connection['service'],
  suggestion: PostSuggestion | undefined,
): PostContent {
  const isYoutube = service === 'youtube';
  return postContentSchema.parse({
    title: isYoutube ? (request.title ?? suggestion?.title ?? titleOf(asset)) : '',
    text: request.text ?? suggestion?.text ?? '',
    tags: isYoutube ? (request.tags ?? suggestion?.tags ?? []) : [],
    visibility: isYoutube ? request.visibility : 'private',
    madeForKids: request.madeForKids,
    madeWithAi: request.madeWithAi,
    fit: request.fit,
  });
}

/** The name of the clip, without what a file's name ends in, as long as YouTube takes one. */
function titleOf({ name }: Asset): string {
  const plain = name.replace(/\.(mp4|mov|webm|mkv)$/i, '').replaceAll(/[<>]/g, ' ');
  let title = '';
  for (const { segment } of new Intl.Segmenter().segment(plain)) {
    if (countCharacters(title + segment) > postLimits.youtube.title) break;
    title += segment;
  }
  return title.trim();
}
