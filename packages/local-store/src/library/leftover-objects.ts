import { z } from 'zod';
import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { listOf } from './asset-search.ts';

const keysSchema = z.array(z.string());

/** The keys that a row keeps as JSON. */
export function objectKeysOf(text: string | null): readonly string[] {
  return text === null ? [] : keysSchema.parse(JSON.parse(text));
}

/** Objects that are to go from the object storage by now, in one order. */
export async function leftoverObjects(db: Kysely<Tables>, limit: number, nowMs: number): Promise<string[]> {
  const rows = await db
    .selectFrom('leftover_object')
    .select('key')
    .where(isDue(nowMs))
    .orderBy('key')
    .limit(limit)
    .execute();
  return rows.map(({ key }) => key);
}

/** @param dueAtMs not before this wall time, whatever was noted of it before; null: now */
export async function noteLeftoverObjects(
  db: Kysely<Tables>,
  keys: readonly string[],
  dueAtMs: number | null = null,
): Promise<void> {
  if (keys.length === 0) return;
  const values = keys.map((key) => ({ key, due_at_ms: dueAtMs }));
  await db
    .insertInto('leftover_object')
    .values(values)
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ due_at_ms: dueAtMs }))
    .execute();
}

/** One that was noted anew for later meanwhile stays noted. */
export async function forgetLeftoverObjects(db: Kysely<Tables>, keys: readonly string[], nowMs: number): Promise<void> {
  await db.deleteFrom('leftover_object').where('key', 'in', listOf(keys)).where(isDue(nowMs)).execute();
}

function isDue(nowMs: number) {
  return (build: ExpressionBuilder<Tables, 'leftover_object'>) =>
    build.or([build('due_at_ms', 'is', null), build('due_at_ms', '<=', nowMs)]);
}
