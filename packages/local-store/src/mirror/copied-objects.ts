import { setImmediate as anotherTurn } from 'node:timers/promises';
import { type CloudTable, type CopiedObject, isoTime } from '@videoexpress/studio';
import type { Kysely, Selectable } from 'kysely';
import { selectAssets, type ShownAssetRow, assetFromRow } from '../library/asset-rows.ts';
import { readProjects } from '../library/project-rows.ts';
import { jobFromRow } from '../rows.ts';
import type { AuditTable, ConnectionTable, JobRow, PostTable, PublicationTable, Tables } from '../tables.ts';

/** Read between two turns for others: some milliseconds. */
const readAtOnce = 50;

type Read = (db: Kysely<Tables>, ids: readonly string[]) => Promise<readonly CopiedObject[]>;

/** The objects of these ids as the cloud is sent them, in pieces, so that no job waits for a long read. */
export async function readCopied(
  db: Kysely<Tables>,
  table: CloudTable,
  ids: readonly string[],
): Promise<readonly CopiedObject[]> {
  const found: CopiedObject[] = [];
  for (let start = 0; start < ids.length; start += readAtOnce) {
    if (start > 0) await anotherTurn();
    found.push(...(await readers[table](db, ids.slice(start, start + readAtOnce))));
  }
  return found;
}

/** The next ids of a table in their order; those of the audit log are padded, so that they sort as texts. */
export async function copiedIdsAfter(
  db: Kysely<Tables>,
  table: CloudTable,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  if (table === 'audit_log') {
    const rows = await db
      .selectFrom('audit')
      .select('id')
      .where('id', '>', after === '' ? 0 : Number(after))
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => auditId(id));
  }
  const rows = await db
    .selectFrom(localTables[table])
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** The id of a line of the audit log as a text that sorts like its number. */
export function auditId(id: number): string {
  return String(id).padStart(12, '0');
}

const localTables = {
  projects: 'project',
  renders: 'asset',
  jobs: 'job',
  publications: 'publication',
  connections: 'connection',
  oauth_tokens: 'connection',
} as const satisfies Record<Exclude<CloudTable, 'audit_log'>, keyof Tables>;

const readers: Readonly<Record<CloudTable, Read>> = {
  projects: async (db, ids) =>
    (await readProjects(db, ids)).map((project) => ({
      id: project.id,
      columns: { name: project.name, created_at: project.createdAt, deleted_at: null, data: project },
    })),
  renders: async (db, ids) => (await selectAssets(db).where('asset.id', 'in', ids).execute()).map(copiedAsset),
  jobs: async (db, ids) => (await db.selectFrom('job').selectAll().where('id', 'in', ids).execute()).map(copiedJob),
  publications: readPublications,
  connections: async (db, ids) =>
    (await db.selectFrom('connection').selectAll().where('id', 'in', ids).execute()).map(copiedConnection),
  oauth_tokens: async (db, ids) => {
    const rows = await db
      .selectFrom('connection')
      .select(['id', 'service', 'account_id', 'tokens_sealed'])
      .where('id', 'in', ids)
      .where('tokens_sealed', 'is not', null)
      .execute();
    return rows.map(({ id, service, account_id, tokens_sealed }) => ({
      id,
      columns: { service, account_id, ciphertext: tokens_sealed },
    }));
  },
  audit_log: async (db, ids) =>
    (await db.selectFrom('audit').selectAll().where('id', 'in', ids.map(Number)).execute()).map(copiedAudit),
};

function copiedJob(row: JobRow): CopiedObject {
  const job = jobFromRow(row);
  const { kind, state, createdAt: created_at } = job;
  return { id: job.id, columns: { kind, state, created_at, deleted_at: null, data: job } };
}

function copiedAsset(row: ShownAssetRow): CopiedObject {
  const asset = assetFromRow(row);
  const { type, name, sha256, bytes, createdAt: created_at } = asset;
  const data = {
    ...asset,
    projectId: row.project_id ?? undefined,
    settings: parsed(row.settings_json),
    objectKeys: parsed(row.object_keys_json),
    path: row.path,
    posterPath: row.poster_path,
  };
  const remote_url = row.remote_url;
  return { id: asset.id, columns: { type, name, sha256, bytes, remote_url, created_at, deleted_at: null, data } };
}

/** Rows as the database has them: a restore puts them back. Tokens are a table of their own. */
function copiedConnection({ tokens_sealed: _, ...row }: Selectable<ConnectionTable>): CopiedObject {
  const { id, service, state, created_at_ms } = row;
  return { id, columns: { service, state, created_at: isoTime(created_at_ms), deleted_at: null, data: row } };
}

async function readPublications(db: Kysely<Tables>, ids: readonly string[]): Promise<readonly CopiedObject[]> {
  const rows = await db.selectFrom('publication').selectAll().where('id', 'in', ids).execute();
  const posts = await db
    .selectFrom('post')
    .selectAll()
    .where('publication_id', 'in', ids)
    .orderBy('position')
    .execute();
  return rows.map((row) =>
    copiedPublication(
      row,
      posts.filter(({ publication_id }) => publication_id === row.id),
    ),
  );
}

function copiedPublication(row: Selectable<PublicationTable>, posts: readonly Selectable<PostTable>[]): CopiedObject {
  const { id, draft, created_at_ms } = row;
  const data = { ...row, posts };
  return { id, columns: { draft: draft === 1, created_at: isoTime(created_at_ms), deleted_at: null, data } };
}

function copiedAudit({ id, at_ms, action, subject, detail, actor }: Selectable<AuditTable>): CopiedObject {
  return { id: auditId(id), columns: { at: isoTime(at_ms), action, actor, subject, detail } };
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
