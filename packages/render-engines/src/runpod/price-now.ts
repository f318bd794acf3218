import type { EndpointAddress } from './endpoint-address.ts';
import type { RunPodParts } from './runpod-parts.ts';

/**
 * US dollars a second that a worker of an endpoint works; null: not known. A render that is over is counted once and for all,
 * so then it is worth a short wait: a daemon that has just started goes on with renders before it has asked what they cost.
 */
export async function priceNow(
  { setup, watch }: RunPodParts,
  endpoint: EndpointAddress,
  { isOver }: { readonly isOver: boolean },
): Promise<number | null> {
  if (isOver) await watch.factsOf(endpoint);
  else watch.glance(endpoint);
  return setup.pricePerSecond(watch.facts);
}
