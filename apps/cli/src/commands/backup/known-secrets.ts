import { inspectVault, outsideSecrets } from '@videoexpress/host';
import type { Settings } from '../../daemon-link/settings.ts';

/** Names of the secrets that a studio which does not run has: from outside, and kept. Their values are not looked at. */
export function knownSecrets(settings: Settings): ReadonlySet<string> {
  const kept = inspectVault(settings.folders);
  return new Set([...Object.keys(outsideSecrets(settings)), ...(kept.ok ? kept.value.names : [])]);
}
