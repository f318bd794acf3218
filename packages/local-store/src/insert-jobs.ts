import type { Job } from '@videoexpress/job-schema';
import type { InsertedJobs, NewJob } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import type { History } from './expected-time.ts';
import { goneFile } from './gone-file.ts';
import { jobFromRow, jobToRow } from './rows.ts';
import { placeOfNewJob } from './queue-places.ts';
import type { QueueStatements } from './queue-statements.ts';
import type { Tables } from './tables.ts';

interface Idempotency {
  readonly key: string;
  readonly bodyHash: string;
}

/** Puts jobs into the queue in the order given, unless their key was used before. */
export async function insertJobs(
  trx: Kysely<Tables>,
  { statements, history }: { readonly statements: QueueStatements; readonly history: History },
  added: readonly NewJob[],
  idempotency: Idempotency | null,
): Promise<InsertedJobs> {
  if (idempotency !== null) {
    const known = await repeated(trx, idempotency);
    if (known !== null) return known;
  }
  for (const [index, { job }] of added.entries()) {
    const field = await goneFile(trx, job.kind, job.input);
    if (field !== null) return { kind: 'file_gone', index, field };
  }
  if (idempotency !== null) await remember(trx, idempotency, added);
  const jobs = new Map<NewJob, Job>();
  // Those for the front go in from the last to the first, so that the first of them comes to lie before all.
  const fronts = added.filter((each) => each.placement === 'front').toReversed();
  for (const each of [...fronts, ...added.filter(({ placement }) => placement === 'back')]) {
    const place = placeOfNewJob(statements, each);
    const { seconds, usd } = history.expected(each.job, each.rates);
    const cost = usd === null ? null : { estimatedUsd: usd, actualUsd: null };
    const job = { ...each.job, ...place, expectedSeconds: seconds, cost };
    statements.insertJob.run(jobToRow(job, each.createdBootId));
    jobs.set(each, job);
  }
  const inOrder = added.flatMap((each) => jobs.get(each) ?? []);
  for (const job of inOrder) statements.insertEvent.run('job', JSON.stringify(job), Date.parse(job.createdAt));
  return { kind: 'inserted', jobs: inOrder };
}

/** What the key made before; null when it is new. */
async function repeated(trx: Kysely<Tables>, { key, bodyHash }: Idempotency): Promise<InsertedJobs | null> {
  const known = await trx.selectFrom('idempotency').selectAll().where('key', '=', key).executeTakeFirst();
  if (known === undefined) return null;
  if (known.body_hash !== bodyHash) return { kind: 'conflict', because: 'other_request' };
  const ids = known.job_id.split(',');
  const rows = await trx.selectFrom('job').selectAll().where('id', 'in', ids).execute();
  if (rows.length === 0) return { kind: 'conflict', because: 'removed' };
  const byId = new Map(rows.map((row) => [row.id, row]));
  return { kind: 'repeated', jobs: ids.flatMap((id) => byId.get(id) ?? []).map(jobFromRow) };
}

/** A batch's ids stand in one row, with commas between them. */
async function remember(trx: Kysely<Tables>, { key, bodyHash }: Idempotency, added: readonly NewJob[]): Promise<void> {
  const [first] = added;
  if (first === undefined) return;
  await trx
    .insertInto('idempotency')
    .values({
      key,
      body_hash: bodyHash,
      job_id: added.map(({ job }) => job.id).join(','),
      created_at_ms: Date.parse(first.job.createdAt),
    })
    .execute();
}
