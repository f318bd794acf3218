import type { RentedWorkers } from '@videoexpress/job-schema';
import type { EndpointSight } from './endpoint-watch.ts';
import type { RunPodSetup } from './runpod-parts.ts';

/** The endpoint's workers as a person is shown them. */
export function rentedWorkers({ health, facts }: EndpointSight, setup: RunPodSetup): RentedWorkers {
  const { idle, running, initializing, throttled, unhealthy } = health.workers;
  const price = setup.pricePerSecond(facts);
  const [gpu, count] = [setup.gpu(facts?.gpu ?? null), facts?.gpuCount ?? 1];
  return {
    running,
    idle,
    starting: initializing,
    throttled,
    unhealthy,
    keptWarm: facts?.minWorkers ?? null,
    most: facts?.maxWorkers ?? null,
    gpu: gpu === null || count === 1 ? gpu : `${count} × ${gpu}`,
    pricePerSecondUsd: price === null || price <= 0 ? null : price,
  };
}
