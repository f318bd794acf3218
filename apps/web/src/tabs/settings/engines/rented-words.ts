import type { Job, RentedWorkers } from '@videoexpress/job-schema';
import { clickToRenderMs } from '../../../queue/running-words.ts';
import { formatUsd } from '../../../words/money.ts';

const secondsPerHour = 3600;

/** What is said of the workers by number: running and idle always, the others where there are any. */
export function workerCounts(workers: RentedWorkers): readonly { readonly label: string; readonly count: number }[] {
  const { running, idle, starting, throttled, unhealthy } = workers;
  const others = [
    { label: 'starting', count: starting },
    { label: 'throttled', count: throttled },
    { label: 'unhealthy', count: unhealthy },
  ];
  return [
    { label: 'running', count: running },
    { label: 'idle', count: idle },
    ...others.filter(({ count }) => count > 0),
  ];
}

/** What keeping workers awake costs, as a sentence; null where the price is not known. */
export function warmWords({ keptWarm, pricePerSecondUsd, gpu }: RentedWorkers): string | null {
  if (pricePerSecondUsd === null) return null;
  const kept = keptWarm ?? 0;
  const hourUsd = pricePerSecondUsd * secondsPerHour * Math.max(1, kept);
  const price = `about ${formatUsd(hourUsd)} an hour, ${formatUsd(hourUsd * 24)} a day`;
  const on = gpu === null ? '' : `, on ${gpu}`;
  if (kept === 0) return `Keeping one warm would cost ${price}${on}.`;
  return kept === 1 ? `Keeping one warm costs ${price}${on}.` : `Keeping ${kept} warm costs ${price}${on}.`;
}

/** Newest jobs that the usual wait rests on. */
const mostSampled = 9;

export interface UsualWait {
  readonly ms: number;
  readonly basedOn: number;
}

/** The median time from the click to running of an engine's newest jobs; null where none is known. */
export function usualClickToRender(jobs: readonly Job[], engineId: string): UsualWait | null {
  const waits = jobs
    .filter(({ engine }) => engine === engineId)
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    .flatMap((job) => clickToRenderMs(job) ?? [])
    .slice(0, mostSampled)
    .toSorted((a, b) => a - b);
  const ms = waits[Math.floor((waits.length - 1) / 2)];
  return ms === undefined ? null : { ms, basedOn: waits.length };
}
