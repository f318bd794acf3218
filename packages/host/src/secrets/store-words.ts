import type { SecretStore } from '@videoexpress/job-schema';
import type { VaultContents } from './read-vault.ts';

/** Where new values go and why there, and what is not well with those that are kept. */
export function storeOf({ fault, keyFault, keychain, problems, entries }: VaultContents): SecretStore {
  const backend = keychain.usable ? 'keychain' : 'file';
  if (fault !== null) return { backend, status: 'down', detail: fault.detail, fix: fault.fix };
  if (keyFault !== null) {
    return { backend, status: keychain.usable ? 'degraded' : 'down', detail: keyFault.detail, fix: keyFault.fix };
  }
  const where = keychain.usable
    ? `Keys are kept in ${keychain.it.label}.`
    : `Keys are kept encrypted in a file, with its key beside it. ${keychain.fault.detail}`;
  const away = Object.entries(entries).filter(([, entry]) => entry.in === 'keychain' && !('removed' in entry));
  if (!keychain.usable && away.length > 0) {
    const names = away.map(([name]) => name).join(', ');
    return {
      backend,
      status: 'degraded',
      detail: `${where} Kept in ${keychain.label} and out of reach: ${names}.`,
      fix: keychain.fault.fix ?? 'Start the studio from the desktop session, or set those keys again.',
    };
  }
  if (problems.size > 0) {
    const names = [...problems.keys()].join(', ');
    return { backend, status: 'degraded', detail: `${where} Cannot be used: ${names}.`, fix: 'Set them again.' };
  }
  return { backend, status: 'ok', detail: where, fix: null };
}
