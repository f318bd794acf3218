import type { Publication } from '@videoexpress/job-schema';
import type Database from 'better-sqlite3';
import { type PostRow, publicationFromRows, type PublicationRow } from './publication-rows.ts';

/** Gives a publication its next version and writes it to the log, in a transaction that is already open. */
export type AnnouncePublication = (id: string, nowMs: number) => Publication;

/** As prepared statements: what becomes of a job is told where nothing may wait. */
export function prepareAnnouncePublication(db: Database.Database): AnnouncePublication {
  const next = db.prepare<[number, string], PublicationRow>(
    'UPDATE publication SET version = version + 1, updated_at_ms = ? WHERE id = ? RETURNING *',
  );
  const posts = db.prepare<[string], PostRow & { readonly job: string | null }>(
    `SELECT post.*, (SELECT job.id FROM job WHERE job.id = post.job_id) AS job
     FROM post WHERE publication_id = ? ORDER BY position`,
  );
  const asset = db.prepare<[string | null], { id: string }>('SELECT id FROM asset WHERE id = ?');
  const insertEvent = db.prepare<[string, number]>(
    "INSERT INTO event (topic, payload_json, at_ms) VALUES ('publication', ?, ?)",
  );
  return (id, nowMs) => {
    const row = next.get(nowMs, id);
    if (row === undefined) throw new Error('A publication that was just written is there');
    const publication = publicationFromRows(row, posts.all(id), asset.get(row.asset_id) !== undefined);
    insertEvent.run(JSON.stringify(publication), nowMs);
    return publication;
  };
}
