import { newAssetId, newAttemptId, newJobId } from '../../packages/job-schema/src/index.ts';
import type { StudioOnDisk } from './studio-on-disk.ts';

/** Copies of one real job, in another state and each with an attempt, put into the tables in one transaction. */
export async function fillJobs(
  { create, store }: StudioOnDisk,
  count: number,
  state: 'succeeded' | 'running',
): Promise<void> {
  const { connection } = store;
  const { id } = await create();
  const job = Object(connection.prepare('SELECT * FROM job WHERE id = ?').get(id));
  const columns = Object.keys(job);
  const insertJob = connection.prepare(
    `INSERT INTO job (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
  );
  const insertAttempt = connection.prepare(
    `INSERT INTO attempt (id, job_id, number, engine, asset_id, remote_id, submissions, outcome, cancel_remote,
       warnings_json, boot_id, created_at_ms)
     VALUES (@id, @jobId, 1, @engine, @assetId, @id, 1, @outcome, 0, '[]', 'before', @atMs)`,
  );
  const isOver = state === 'succeeded';
  const atMs = Date.now();
  connection.transaction(() => {
    for (let made = 0; made < count; made += 1) {
      const jobId = newJobId();
      const finished = isOver ? atMs : null;
      insertJob.run({
        ...job,
        id: jobId,
        state,
        submissions: 1,
        started_at_ms: atMs - 5000,
        finished_at_ms: finished,
        claimed_boot_id: 'before',
      });
      const attempt = { id: newAttemptId(), jobId, engine: job.engine, assetId: newAssetId(), atMs };
      insertAttempt.run({ ...attempt, outcome: isOver ? 'closed' : 'open' });
    }
    connection.prepare('DELETE FROM job WHERE id = ?').run(id);
  })();
}
