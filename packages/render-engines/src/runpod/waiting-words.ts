import type { EndpointSight } from './endpoint-watch.ts';

/** What a job is waiting for, as a stage. Null: nothing is known of the endpoint. */
export function waitingWords(sight: EndpointSight | null): string {
  if (sight === null) return 'Waiting for a GPU';
  if (sight.hasNoWorkers) return 'RunPod endpoint has 0 workers. Raise its max workers at RunPod';
  const { idle, initializing, ready, running, throttled, unhealthy } = sight.health.workers;
  if (initializing > 0 || idle > 0 || ready > running) return 'Waking GPU';
  if (running > 0) return 'Waiting for a GPU';
  if (throttled > 0) return 'Waiting for a GPU: RunPod has none free of this kind';
  if (unhealthy > 0) return 'Waiting for a GPU: the workers at RunPod are unhealthy';
  return 'Waiting for a GPU';
}
