import {
  assetIdSchema,
  connectionIdSchema,
  type Post,
  postSchema,
  type Publication,
  publicationIdSchema,
  publicationSchema,
  publishingServiceSchema,
} from '@videoexpress/job-schema';
import { type ChannelAccount, isoTime, type NewPost, type PostAtWork, type PostChange } from '@videoexpress/studio';
import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import type { ConnectionTable, PostTable, PublicationTable, Tables } from '../tables.ts';

export type PublicationRow = Selectable<PublicationTable>;
export type PostRow = Selectable<PostTable>;

function time(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

/** A post row as everyone sees it. `jobIsThere`: jobs may be removed from the history before their posts. */
export function postFromRow(row: PostRow, jobIsThere = true): Post {
  return postSchema.parse({
    id: row.id,
    connectionId: row.connection_id,
    service: row.service,
    accountName: row.account_name,
    content: JSON.parse(row.content_json),
    when: JSON.parse(row.when_json),
    state: row.state,
    fraction: row.fraction,
    jobId: jobIsThere ? row.job_id : null,
    scheduledAt: time(row.scheduled_at_ms),
    scheduledBy: row.scheduled_by,
    remoteId: row.remote_id,
    url: row.url,
    visibility: row.visibility,
    note: row.note,
    error: row.error_json === null ? null : JSON.parse(row.error_json),
    publishedAt: time(row.published_at_ms),
  });
}

/** A new post as a row. */
export function postToRow(post: NewPost, publicationId: string, position: number): Insertable<PostTable> {
  return {
    id: post.id,
    publication_id: publicationId,
    position,
    connection_id: post.account.connectionId,
    service: post.account.service,
    account_name: post.account.accountName,
    content_json: JSON.stringify(post.content),
    when_json: JSON.stringify(post.when),
    state: stateOfNew(post),
    fraction: null,
    job_id: post.job?.job.id ?? null,
    scheduled_at_ms: post.scheduledAtMs,
    scheduled_by: post.scheduledBy,
    remote_id: null,
    url: null,
    visibility: null,
    note: null,
    error_json: null,
    published_at_ms: null,
  };
}

/** What waits on this computer for its time is scheduled; what is to wait at the service must get there first. */
function stateOfNew({ job, scheduledBy }: NewPost): Post['state'] {
  if (job === null) return 'draft';
  return scheduledBy === 'this_computer' ? 'scheduled' : 'queued';
}

/** Publications with their posts, in the order of the rows. */
export async function withPosts(db: Kysely<Tables>, rows: readonly PublicationRow[]): Promise<Publication[]> {
  if (rows.length === 0) return [];
  const posts = await db
    .selectFrom('post')
    .selectAll('post')
    .select((select) => select.selectFrom('job').select('job.id').whereRef('job.id', '=', 'post.job_id').as('job'))
    .where(
      'publication_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('publication_id')
    .orderBy('position')
    .execute();
  const gone = await goneAssets(db, rows);
  return rows.map((row) =>
    publicationFromRows(
      row,
      posts.filter((post) => post.publication_id === row.id),
      row.asset_id !== null && !gone.has(row.asset_id),
    ),
  );
}

/** A publication as everyone sees it. `job`: the post's job, where it is still in the history. */
export function publicationFromRows(
  row: PublicationRow,
  posts: readonly (PostRow & { readonly job: string | null })[],
  isClipThere: boolean,
): Publication {
  return publicationSchema.parse({
    id: row.id,
    assetId: isClipThere ? row.asset_id : null,
    clipName: row.clip_name,
    draft: row.draft === 1,
    posts: posts.map((post) => postFromRow(post, post.job !== null)),
    createdAt: isoTime(row.created_at_ms),
    updatedAt: isoTime(row.updated_at_ms),
    version: row.version,
  });
}

/** The columns of what is to be written of a post. */
export function postColumns(change: PostChange): Updateable<PostTable> {
  return {
    ...(change.state === undefined ? {} : { state: change.state }),
    ...(change.fraction === undefined ? {} : { fraction: change.fraction }),
    ...(change.scheduledBy === undefined ? {} : { scheduled_by: change.scheduledBy }),
    ...(change.remoteId === undefined ? {} : { remote_id: change.remoteId }),
    ...(change.url === undefined ? {} : { url: change.url }),
    ...(change.visibility === undefined ? {} : { visibility: change.visibility }),
    ...(change.note === undefined ? {} : { note: change.note }),
    ...(change.error === undefined ? {} : { error_json: change.error === null ? null : JSON.stringify(change.error) }),
    ...(change.publishedAtMs === undefined ? {} : { published_at_ms: change.publishedAtMs }),
  };
}

async function goneAssets(db: Kysely<Tables>, rows: readonly PublicationRow[]): Promise<ReadonlySet<string>> {
  const named = [...new Set(rows.flatMap(({ asset_id }) => asset_id ?? []))];
  if (named.length === 0) return new Set();
  const there = await db.selectFrom('asset').select('id').where('id', 'in', named).execute();
  const ids = new Set(there.map(({ id }) => id));
  return new Set(named.filter((id) => !ids.has(id)));
}

/** A publication as it now is; null when it is gone. */
export async function readPublication(db: Kysely<Tables>, id: string): Promise<Publication | null> {
  const row = await db.selectFrom('publication').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : ((await withPosts(db, [row]))[0] ?? null);
}

/** A connection as publications see it. */
export function accountFromRow(row: Selectable<ConnectionTable>): ChannelAccount {
  return {
    connectionId: connectionIdSchema.parse(row.id),
    service: publishingServiceSchema.parse(row.service),
    accountId: row.account_id,
    accountName: row.account_name,
    needsLogin: row.state === 'needs_login',
  };
}

/** A post with its clip and its account; null when it is gone. */
export async function readPost(db: Kysely<Tables>, id: string): Promise<PostAtWork | null> {
  const row = await db.selectFrom('post').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const publication = await db
    .selectFrom('publication')
    .selectAll()
    .where('id', '=', row.publication_id)
    .executeTakeFirstOrThrow();
  const connection = await db
    .selectFrom('connection')
    .selectAll()
    .where('id', '=', row.connection_id)
    .executeTakeFirst();
  return {
    publicationId: publicationIdSchema.parse(publication.id),
    assetId: publication.asset_id === null ? null : assetIdSchema.parse(publication.asset_id),
    post: postFromRow(row),
    account: connection === undefined ? null : accountFromRow(connection),
  };
}
