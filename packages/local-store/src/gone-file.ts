import { inputAssets, type JobInput, jobKind, type JobKindId } from '@videoexpress/job-schema';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * The field of an input whose file lies in the trash or is gone for good; null when every file is there. To be asked in the
 * transaction that keeps the input: from its commit on the job holds its files back from the trash.
 */
export async function goneFile(trx: Kysely<Tables>, kind: JobKindId, input: JobInput): Promise<string | null> {
  for (const { field, id } of inputAssets(jobKind(kind), input)) {
    const here = await trx
      .selectFrom('asset')
      .select('id')
      .where('id', '=', id)
      .where('deleted_at_ms', 'is', null)
      .executeTakeFirst();
    if (here === undefined) return field;
  }
  return null;
}
