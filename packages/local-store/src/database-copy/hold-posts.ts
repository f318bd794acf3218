import { type PostError, postErrorSchema } from '@videoexpress/job-schema';
import type Database from 'better-sqlite3';

const leftBehind: PostError = postErrorSchema.parse({
  code: 'restored',
  detail: 'The studio was restored from a backup.',
  userMessage:
    'It was still to be published when the backup was made, and may be published since. Look there before you send it again.',
  action: 'look',
});

/** Posts that the studio had something to do for yet. */
const underWay = `
  state IN ('queued', 'uploading', 'processing')
  OR (state = 'scheduled' AND scheduled_by = 'this_computer')
  OR (state = 'needs_attention' AND json_extract(error_json, '$.code') = 'needs_login')`;

/**
 * Lets nothing go out of a restored database by itself: the studio that it is of may have published it after the backup was
 * made, and nothing that was published once can be told from here. Its attempts are closed and not cancelled, since an
 * upload that goes on there is none of this copy's business.
 */
export function holdPosts(db: Database.Database): void {
  const hasPosts = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'post' AND type = 'table'").get() !== undefined;
  if (!hasPosts) return;
  db.transaction(() => {
    const jobs = "SELECT id FROM job WHERE kind = 'publish' AND state NOT IN ('succeeded', 'failed', 'cancelled')";
    db.prepare(`UPDATE attempt SET outcome = 'closed' WHERE outcome <> 'closed' AND job_id IN (${jobs})`).run();
    db.prepare(
      `UPDATE job SET state = 'cancelled', version = version + 1, progress_json = ?,
         finished_at_ms = CAST(unixepoch('subsec') * 1000 AS INTEGER)
       WHERE id IN (${jobs})`,
    ).run(JSON.stringify({ fraction: null, stage: 'Cancelled' }));
    db.prepare(
      `UPDATE post SET state = 'needs_attention', error_json = ?, fraction = NULL
       WHERE (${underWay}) AND publication_id IN (SELECT id FROM publication WHERE draft = 0)`,
    ).run(JSON.stringify(leftBehind));
  })();
}
