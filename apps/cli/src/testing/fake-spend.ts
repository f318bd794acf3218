import type { Settings, Spend } from '@videoexpress/job-schema';

const november = { month: '2026-11', startsAt: '2026-10-31T23:00:00.000Z', endsAt: '2026-11-30T23:00:00.000Z' };
const october = { month: '2026-10', startsAt: '2026-09-30T22:00:00.000Z', endsAt: '2026-10-31T23:00:00.000Z' };
const september = { month: '2026-09', startsAt: '2026-08-31T22:00:00.000Z', endsAt: '2026-09-30T22:00:00.000Z' };
const runpod = { engine: 'runpod', usd: 3.2, renders: 14, unknown: 0 };
const server = { engine: 'videos-api', usd: 0, renders: 1, unknown: 1 };

/** What was spent in the last months, as a daemon tells it. */
export function fakeSpend(months: number, { monthlyBudgetUsd }: Settings): Spend {
  const all = [
    { ...november, usd: 3.2, renders: 15, unknown: 1, engines: [runpod, server] },
    { ...october, usd: 0, renders: 0, unknown: 0, engines: [] },
    { ...september, usd: 0.038, renders: 1, unknown: 0, engines: [{ ...runpod, usd: 0.038, renders: 1 }] },
  ];
  return { timeZone: 'Europe/Berlin', monthlyBudgetUsd, reservedUsd: 0.4, months: all.slice(0, months) };
}
