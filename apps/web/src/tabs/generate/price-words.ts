import type { EngineModel } from '@videoexpress/job-schema';
import { aboutUsd, formatPrice } from '../../words/money.ts';
import type { EstimateSum } from './use-estimates.ts';

/** About how long, as one says it: `5 s`, `2 min`, `1 h 20 min`. */
export function roughSeconds(seconds: number): string {
  if (seconds < 1) return '1 s';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** What it would cost: measured where there is history, free where the model is, else its price. */
export function costWords(model: EngineModel | undefined, estimate: EstimateSum): string {
  if (model?.pricePerSecondUsd === 0) return 'free';
  if (estimate.costUsd !== null) return estimate.costUsd === 0 ? 'free' : aboutUsd(estimate.costUsd);
  return model === undefined ? '' : formatPrice(model.pricePerSecondUsd);
}

/** Money and time as they stand on the button: `free · about 4 s`. Time only where history knows it. */
export function priceWords(model: EngineModel | undefined, estimate: EstimateSum): string {
  const time = estimate.seconds === null ? '' : `about ${roughSeconds(estimate.seconds)}`;
  return [costWords(model, estimate), time].filter((part) => part !== '').join(' · ');
}
