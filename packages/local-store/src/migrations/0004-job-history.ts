import type { Migration } from './migration.ts';

/** How long jobs of one kind, engine and model took is read each time that one is queued or started. */
export const jobHistory: Migration = {
  version: 4,
  name: 'job history',
  sql: `
    CREATE INDEX job_history ON job (kind, engine, json_extract(input_json, '$.model'), id) WHERE state = 'succeeded';
  `,
};
