import { createInstagramSite, createYoutubeSite } from '@videoexpress/cloud-clients';
import type { HostConfig } from '@videoexpress/host';
import type { Clock, PublishingSite, SiteDeps } from '@videoexpress/studio';

/** The places to publish. A new one is a line here. */
export function publishingSites({
  config,
  clock,
}: {
  readonly config: HostConfig;
  readonly clock: Clock;
}): (deps: SiteDeps) => readonly PublishingSite[] {
  const timeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { YOUTUBE_API_BASE_URL, INSTAGRAM_GRAPH_BASE_URL } = config.variables;
  return (deps) => [
    createYoutubeSite({ ...deps, clock, timeZone, base: YOUTUBE_API_BASE_URL?.value ?? null }),
    createInstagramSite({ ...deps, clock, graphUrl: INSTAGRAM_GRAPH_BASE_URL?.value ?? null }),
  ];
}
