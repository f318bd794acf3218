import { type Expression, type RawBuilder, sql } from 'kysely';

/** Whether a text column contains `text`, which stands for itself: `%` and `_` are no wildcards. */
export function contains(column: Expression<unknown>, text: string): RawBuilder<boolean> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`${column} LIKE ${pattern} ESCAPE '\\'`;
}
