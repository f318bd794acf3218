import type { Migration } from './migration.ts';

/** When the next queued job falls due is asked after each round of giving out, however many wait for their turn alone. */
export const dueJobs: Migration = {
  version: 5,
  name: 'due jobs',
  sql: `
    CREATE INDEX job_due ON job (max(ifnull(run_at_ms, 0), ifnull(not_before_ms, 0)))
      WHERE state = 'queued' AND (run_at_ms IS NOT NULL OR not_before_ms IS NOT NULL);
  `,
};
