import type { Job } from '@videoexpress/job-schema';
import {
  estimateCost,
  estimateTime,
  type Rates,
  type RenderSample,
  sampleLimit,
  unitsOfWork,
} from '@videoexpress/studio';
import type Database from 'better-sqlite3';

/** What makes two jobs take alike long, but for their size. */
export interface SampleKey {
  readonly kind: string;
  readonly engine: string;
  readonly model: string;
}

/** Null where nothing is known. */
export interface Expected {
  readonly seconds: number | null;
  readonly usd: number | null;
}

export interface History {
  /** Times and costs of the newest jobs that went through at the first try; one that had a setback says nothing of the next. */
  samples(key: SampleKey): readonly RenderSample[];
  /** What such a job will take. */
  expected(job: Pick<Job, 'kind' | 'engine' | 'input'>, rates: Rates): Expected;
  /** Jobs were added to the finished ones or taken from them, or a transaction that may have done so was taken back. */
  hasChanged(): void;
}

/** How long jobs took. What was read is kept until it changes: every new job and every claim asks for it. */
export function createHistory(db: Database.Database): History {
  const known = new Map<string, readonly RenderSample[]>();
  const read = db.prepare<[SampleKey & { readonly limit: number }], RenderSample>(`
    SELECT
      json_extract(input_json, '$.width') * json_extract(input_json, '$.height')
        * json_extract(input_json, '$.num_frames') * ifnull(json_extract(input_json, '$.num_inference_steps'), 1) AS units,
      json_extract(cost_json, '$.actualUsd') AS usd,
      (finished_at_ms - started_at_ms) / 1000.0 AS seconds
    FROM job INDEXED BY job_history
    WHERE state = 'succeeded' AND kind = @kind AND engine = @engine
      AND json_extract(input_json, '$.model') = @model
      AND attempt = 1 AND submissions = 1 AND orphaned = 0 AND crashes = 0
    ORDER BY id DESC LIMIT @limit`);

  function samples(key: SampleKey): readonly RenderSample[] {
    const name = JSON.stringify([key.kind, key.engine, key.model]);
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = read
      .all({ ...key, limit: sampleLimit })
      .filter(({ units, seconds }) => typeof units === 'number' && typeof seconds === 'number');
    known.set(name, found);
    return found;
  }

  return {
    samples,
    expected({ kind, engine, input }, rates) {
      const { model } = input;
      if (typeof model !== 'string') return { seconds: null, usd: rates.pricePerSecondUsd === 0 ? 0 : null };
      const like = samples({ kind, engine, model });
      const units = unitsOfWork(input);
      return { seconds: estimateTime(like, units, rates).seconds, usd: estimateCost(like, units, rates) };
    },
    hasChanged: () => known.clear(),
  };
}
