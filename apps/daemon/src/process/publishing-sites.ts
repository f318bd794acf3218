import { createYoutubeSite } from '@videoexpress/cloud-clients';
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
  const base = config.variables.YOUTUBE_API_BASE_URL?.value ?? null;
  return ({ tokens }) => [createYoutubeSite({ tokens, clock, timeZone, base })];
}
