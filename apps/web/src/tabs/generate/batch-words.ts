import type { EngineModel } from '@videoexpress/job-schema';
import type { BatchPlan } from './batch-plan.ts';
import { priceWords, roughSeconds } from './price-words.ts';
import type { EstimateSum } from './use-estimates.ts';

/** What a batch comes to, before it is queued: `12 clips, 60 s of film · free · about 2 min`. */
export function batchWords(plan: BatchPlan, model: EngineModel | undefined, estimate: EstimateSum): string {
  if (plan.problem !== null) return plan.problem;
  const clips = plan.clips === 1 ? '1 clip' : `${plan.clips} clips`;
  const film = `${clips}, ${roughSeconds(plan.filmSeconds)} of film`;
  const price = priceWords(model, estimate);
  return price === '' ? film : `${film} · ${price}`;
}
