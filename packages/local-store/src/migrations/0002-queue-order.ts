import type { Migration } from './migration.ts';

/** A place in the queue that a person can choose: between two others, by a position of its own. */
export const queueOrder: Migration = {
  version: 2,
  name: 'queue order',
  sql: `
    ALTER TABLE job ADD COLUMN position REAL NOT NULL DEFAULT 0;
    ALTER TABLE job ADD COLUMN expected_seconds REAL;
    UPDATE job SET position = created_at_ms;
    DROP INDEX job_queued;
    -- Only queued jobs are in it, in the order of their turn, so that a claim reads one row however long history is.
    CREATE INDEX job_queued ON job (priority, position, id) WHERE state = 'queued';
  `,
};
