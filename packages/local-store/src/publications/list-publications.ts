import type { ListPublicationsQuery, Publication } from '@videoexpress/job-schema';
import type { Page } from '@videoexpress/studio';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';
import { withPosts } from './publication-rows.ts';

/** A page of publications, newest first. The cursor is the id of the last one of the page before. */
export async function listPublications(
  db: Kysely<Tables>,
  { cursor, limit, state, assetId, from, to }: ListPublicationsQuery,
): Promise<Page<Publication>> {
  // Of a draft it is the time that it is to have; of one that went out it is when it did.
  const moment = sql<number>`coalesce(post.published_at_ms, post.scheduled_at_ms, publication.created_at_ms)`;
  const narrowsPosts = state !== undefined || from !== undefined || to !== undefined;
  const rows = await db
    .selectFrom('publication')
    .selectAll('publication')
    .$if(cursor !== undefined, (each) => each.where('publication.id', '<', cursor ?? ''))
    .$if(assetId !== undefined, (each) => each.where('publication.asset_id', '=', assetId ?? ''))
    .$if(narrowsPosts, (each) =>
      each.where((where) =>
        where.exists(
          where
            .selectFrom('post')
            .select('post.id')
            .whereRef('post.publication_id', '=', 'publication.id')
            .$if(state !== undefined, (post) => post.where('post.state', 'in', state ?? []))
            .$if(from !== undefined, (post) => post.where(moment, '>=', Date.parse(from ?? '')))
            .$if(to !== undefined, (post) => post.where(moment, '<', Date.parse(to ?? ''))),
        ),
      ),
    )
    .orderBy('publication.id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = await withPosts(db, rows.slice(0, limit));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
