import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/** A list of values as SQL takes it after IN, however long it is. */
export function listOf<T extends string | number>(values: readonly T[]): RawBuilder<T> {
  return sql<T>`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
}

/** Takes rows into the search; which ones is to be said behind it. */
export const indexedFromAssets = `
    INSERT INTO asset_search (rowid, name, prompt, labels, facts)
    SELECT
      place, index_text(name), index_text(origin_prompt),
      index_text(concat_ws(' ', origin_engine, origin_model, origin_labels)),
      concat_ws(' ',
        iif(deleted_at_ms IS NULL, 'library', 'trash'),
        't' || type,
        'f' || favourite,
        'e' || hex(origin_engine),
        's' || origin_seed,
        iif(project_id IS NULL, 'none', 'p' || substr(project_id, 5)),
        CASE WHEN width > height THEN 'landscape' WHEN width < height THEN 'portrait' WHEN width = height THEN 'square' END
      )
    FROM asset`;

/**
 * Puts the search in step with the rows at these places, in the transaction that changed them. All at once, in the order
 * of their places: out of order, FTS5 writes a piece of its index for each row.
 */
export async function indexAssets(trx: Kysely<Tables>, places: readonly number[]): Promise<void> {
  await unindexAssets(trx, places);
  await sql`${sql.raw(indexedFromAssets)} WHERE place IN ${listOf(places)} ORDER BY place`.execute(trx);
}

/** Takes rows out of the search, in the transaction that removes them. */
export async function unindexAssets(trx: Kysely<Tables>, places: readonly number[]): Promise<void> {
  const inOrder = places.toSorted((one, other) => one - other);
  await sql`DELETE FROM asset_search WHERE rowid IN ${listOf(inOrder)}`.execute(trx);
}
