import { z } from 'zod';
import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { listOf } from './asset-search.ts';

const keysSchema = z.array(z.string());

/** The keys that a row keeps as JSON. */
export function objectKeysOf(text: string | null): readonly string[] {
  return text === null ? [] : keysSchema.parse(JSON.parse(text));
}

/** Objects that are to go from the object storage, in one order. */
export async function leftoverObjects(db: Kysely<Tables>, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('leftover_object').select('key').orderBy('key').limit(limit).execute();
  return rows.map(({ key }) => key);
}

export async function noteLeftoverObjects(db: Kysely<Tables>, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const values = keys.map((key) => ({ key }));
  await db
    .insertInto('leftover_object')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function forgetLeftoverObjects(db: Kysely<Tables>, keys: readonly string[]): Promise<void> {
  await db.deleteFrom('leftover_object').where('key', 'in', listOf(keys)).execute();
}
