import type { Job } from '@videoexpress/job-schema';
import { estimateTime, type RenderSample, sampleLimit, unitsOfWork } from '@videoexpress/studio';
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** What makes two jobs take alike long, but for their size. */
export interface SampleKey {
  readonly kind: string;
  readonly engine: string;
  readonly model: string;
}

/** Times of the newest jobs that went through at the first try; one that had a setback says nothing of the next. */
export async function readSamples(db: Kysely<Tables>, key: SampleKey): Promise<RenderSample[]> {
  const found = await sql<RenderSample>`
    SELECT
      json_extract(input_json, '$.width') * json_extract(input_json, '$.height')
        * json_extract(input_json, '$.num_frames') AS units,
      (finished_at_ms - started_at_ms) / 1000.0 AS seconds
    FROM job INDEXED BY job_history
    WHERE state = 'succeeded' AND kind = ${key.kind} AND engine = ${key.engine}
      AND json_extract(input_json, '$.model') = ${key.model}
      AND attempt = 1 AND submissions = 1 AND orphaned = 0 AND crashes = 0
    ORDER BY id DESC LIMIT ${sampleLimit}`.execute(db);
  return found.rows.filter(({ units, seconds }) => typeof units === 'number' && typeof seconds === 'number');
}

/** Says how long jobs will take. Samples are read once for each kind of job, so that a batch costs no more than one job. */
export function createExpectation(db: Kysely<Tables>) {
  const known = new Map<string, Promise<RenderSample[]>>();
  return async (job: Pick<Job, 'kind' | 'engine' | 'input'>): Promise<number | null> => {
    const { model } = job.input;
    if (typeof model !== 'string') return null;
    const key = { kind: job.kind, engine: job.engine, model };
    const name = JSON.stringify(key);
    const samples = known.get(name) ?? readSamples(db, key);
    known.set(name, samples);
    return estimateTime(await samples, unitsOfWork(job.input)).seconds;
  };
}
