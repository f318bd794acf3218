import {
  type AssetId,
  assetIdSchema,
  type Connection,
  type ConnectionId,
  connectionIdSchema,
  type PostContent,
  postContentSchema,
  type PostRequest,
  type PostTime,
  postTimeSchema,
  type Publication,
  type PublicationId,
  publicationIdSchema,
  type PublishingService,
  publishingServices,
} from '@videoexpress/job-schema';
import { storedFields } from '../../../stored/stored-json.ts';

/** Whose text is being written: the one for all, or that of one service alone. */
export type WritingFor = 'both' | PublishingService;

/** The post that is being written, as the form has it. One text serves every service that has none of its own. */
export interface ComposeDraft {
  readonly assetId: AssetId | null;
  /** The draft in the studio that this is; null while it is only in this browser. */
  readonly publicationId: PublicationId | null;
  /** Accounts that it goes to. Null: nobody chose yet, so the first of each service. */
  readonly connectionIds: readonly ConnectionId[] | null;
  /** What is the same everywhere; its `text` is the one for all. */
  readonly content: PostContent;
  /** Texts of one service alone; null where it has none. */
  readonly ownText: Readonly<Record<PublishingService, string | null>>;
  readonly writingFor: WritingFor;
  /** Tags as they are typed, commas between. */
  readonly tags: string;
  readonly when: PostTime;
}

export const serviceNames = Object.keys(publishingServices) as readonly PublishingService[];

export const emptyCompose: ComposeDraft = {
  assetId: null,
  publicationId: null,
  connectionIds: null,
  content: postContentSchema.parse({}),
  ownText: { youtube: null, instagram: null },
  writingFor: 'both',
  tags: '',
  when: { kind: 'now' },
};

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Reads what a browser kept; what cannot be read of it is as in an empty form. */
export function composeFrom(stored: unknown): ComposeDraft {
  const fields = storedFields(stored);
  const own = storedFields(fields['ownText']);
  const asset = assetIdSchema.safeParse(fields['assetId']);
  const publication = publicationIdSchema.safeParse(fields['publicationId']);
  const connections = connectionIdSchema.array().safeParse(fields['connectionIds']);
  const content = postContentSchema.safeParse(fields['content']);
  const when = postTimeSchema.safeParse(fields['when']);
  const writingFor = ['both', ...serviceNames].find((each) => each === fields['writingFor']);
  return {
    assetId: asset.success ? asset.data : null,
    publicationId: publication.success ? publication.data : null,
    connectionIds: connections.success ? connections.data : null,
    content: content.success ? content.data : emptyCompose.content,
    ownText: { youtube: textOrNull(own['youtube']), instagram: textOrNull(own['instagram']) },
    writingFor: (writingFor as WritingFor | undefined) ?? 'both',
    tags: textOrNull(fields['tags']) ?? '',
    when: when.success ? when.data : emptyCompose.when,
  };
}

/** The accounts that the post goes to, of those that there are. */
export function chosenConnections(draft: ComposeDraft, connections: readonly Connection[]): readonly Connection[] {
  const { connectionIds } = draft;
  if (connectionIds !== null) return connections.filter(({ id }) => connectionIds.includes(id));
  return serviceNames.flatMap((service) => connections.find((each) => each.service === service) ?? []);
}

/** Tags as they were typed, apart. */
export function readTags(typed: string): readonly string[] {
  const parts = typed.split(/[,\n]/).map((tag) => tag.trim().replace(/^#/, ''));
  return [...new Set(parts)].filter((tag) => tag !== '');
}

/** What goes to one service. What a service does not know of is left out, so that nothing is told twice. */
export function contentFor(draft: ComposeDraft, service: PublishingService): PostContent {
  const { content } = draft;
  const text = draft.ownText[service] ?? content.text;
  if (service === 'youtube') return { ...content, text, tags: [...readTags(draft.tags)], fit: 'as_is' };
  return { ...content, text, title: '', tags: [] };
}

/** What the daemon is asked for: one post an account. */
export function postRequests(draft: ComposeDraft, connections: readonly Connection[]): PostRequest[] {
  return chosenConnections(draft, connections).map(({ id, service }) => ({
    connectionId: id,
    content: contentFor(draft, service),
    when: draft.when,
  }));
}

/** A publication of before on the form again, to be changed or sent once more. */
export function composeOf(publication: Publication): ComposeDraft {
  const { posts, assetId, id, draft } = publication;
  const of = (service: PublishingService) => posts.find((post) => post.service === service)?.content;
  const [youtube, instagram] = [of('youtube'), of('instagram')];
  const main = youtube ?? instagram ?? emptyCompose.content;
  const fit = instagram ?? emptyCompose.content;
  const isOneText = youtube === undefined || instagram === undefined || youtube.text === instagram.text;
  return {
    assetId,
    publicationId: draft ? id : null,
    connectionIds: posts.map(({ connectionId }) => connectionId),
    content: { ...main, fit: fit.fit, cropCentre: fit.cropCentre, shareToFeed: fit.shareToFeed, tags: [] },
    ownText: { youtube: null, instagram: isOneText ? null : (instagram?.text ?? null) },
    writingFor: 'both',
    tags: main.tags.join(', '),
    when: draft ? (posts[0]?.when ?? emptyCompose.when) : emptyCompose.when,
  };
}

/** Whether anything would be lost if the form were emptied. */
export function isWritten({ content, ownText, tags }: ComposeDraft): boolean {
  return [content.title, content.text, ownText.youtube, ownText.instagram, tags].some(
    (text) => text !== null && text.trim() !== '',
  );
}
