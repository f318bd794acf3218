import {
  type AssetId,
  assetIdSchema,
  type JobId,
  jobIdSchema,
  jobKinds,
  jobStates,
  isEndState,
} from '@videoexpress/job-schema';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

const unendedStates = jobStates.filter((state) => !isEndState(state));

/** Where JSON has a field that is named with dots. */
function jsonPath(field: string): string {
  return `$${field
    .split('.')
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `."${step}"`))
    .join('')}`;
}

/** The jobs that have not ended, by the asset that their input names, in the order they were made. */
export async function unendedNeeds(db: Kysely<Tables>): Promise<ReadonlyMap<AssetId, readonly JobId[]>> {
  const needs = new Map<AssetId, JobId[]>();
  for (const kind of jobKinds) {
    for (const field of Object.keys(kind.assetFields)) {
      const rows = await db
        .selectFrom('job')
        .select(['id', sql<unknown>`json_extract(input_json, ${jsonPath(field)})`.as('asset')])
        .where('state', 'in', unendedStates)
        .where('kind', '=', kind.id)
        .orderBy('id')
        .execute();
      for (const row of rows) {
        const asset = assetIdSchema.safeParse(row.asset);
        if (!asset.success) continue;
        const jobs = needs.get(asset.data);
        // Thousands of jobs may start from one picture.
        if (jobs === undefined) needs.set(asset.data, [jobIdSchema.parse(row.id)]);
        else jobs.push(jobIdSchema.parse(row.id));
      }
    }
  }
  return needs;
}
