import { useEngines, useJobs } from '../live/live-provider.tsx';
import { useSettings } from '../settings/use-settings.ts';

/** Whether anything here can cost money, or did: a budget, an engine with a price that is set up, a job that was billed. */
export function useMayCost(): boolean {
  const budgetUsd = useSettings()?.monthlyBudgetUsd ?? null;
  const engines = useEngines() ?? [];
  const jobs = useJobs() ?? {};
  return (
    budgetUsd !== null ||
    engines.some(
      ({ health, models }) =>
        health.status !== 'not_configured' && models.some(({ pricePerSecondUsd }) => pricePerSecondUsd !== 0),
    ) ||
    Object.values(jobs).some(({ cost }) => (cost?.actualUsd ?? 0) > 0)
  );
}
