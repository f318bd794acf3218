import type { Migration } from './migration.ts';

/**
 * What renders cost, a row an attempt. It refers to no job: money stays in the books when the job is forgotten. Costs of
 * earlier versions stand in the rows of their jobs alone, as one sum; they are taken over as that of the last attempt.
 */
export const spend: Migration = {
  version: 8,
  name: 'spend',
  sql: `
    CREATE TABLE spend (
      attempt_id TEXT PRIMARY KEY,
      job_id TEXT NOT NULL,
      engine TEXT NOT NULL,
      model TEXT,
      -- Null: it was billed, and nobody says how much.
      usd REAL,
      at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX spend_at ON spend (at_ms);
    CREATE INDEX spend_job ON spend (job_id);

    INSERT INTO spend (attempt_id, job_id, engine, model, usd, at_ms)
      SELECT attempt.id, job.id, attempt.engine, json_extract(job.input_json, '$.model'),
        json_extract(job.cost_json, '$.actualUsd'), ifnull(job.finished_at_ms, attempt.created_at_ms)
      FROM job JOIN attempt ON attempt.job_id = job.id
        AND attempt.number = (SELECT max(number) FROM attempt AS other WHERE other.job_id = job.id)
      WHERE json_extract(job.cost_json, '$.actualUsd') > 0;

    -- What an engine has, or may have, is asked before a paid job is given out.
    CREATE INDEX attempt_unclosed ON attempt (job_id) WHERE outcome != 'closed';
  `,
};
