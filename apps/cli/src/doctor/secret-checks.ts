import { inspectVault, plainText, type SecretFilesFault } from '@videoexpress/host';
import type { Check, Finding } from './check.ts';
import { statuses } from './studio-checks.ts';

const base = { id: 'secret_store', label: 'Key store' } as const;

/** Where keys of outside services are kept, why there, and whether what is kept can be opened. */
export const secretStoreCheck: Check = async ({ settings: { folders }, sighting }) => {
  const seen = inspectVault(folders);
  if (!seen.ok) return [faultFinding(seen.error)];
  const { names, inKeychain, damaged } = seen.value;
  if (damaged.length > 0) {
    const detail = `What is kept of ${damaged.map(plainText).join(', ')} is damaged, or was sealed with another key`;
    const fix = damaged.map((name) => `videoexpress secrets set ${plainText(name)}`).join('; ');
    return [{ ...base, status: 'fail', detail, fix }];
  }
  const daemon = await sighting;
  const service = daemon.state === 'running' ? daemon.health.services.find(({ id }) => id === 'secrets') : undefined;
  if (service !== undefined) {
    const fix = service.fix === null ? null : plainText(service.fix);
    return [{ ...base, status: statuses[service.status], detail: plainText(service.detail), fix }];
  }
  const kept = `${names.length} kept${inKeychain.length === 0 ? '' : `, ${inKeychain.length} of them in the keychain`}`;
  const detail = `${names.length === 0 ? 'No key is kept' : kept}; where new ones go is found out at each start`;
  return [{ ...base, status: 'pass', detail, fix: null }];
};

function faultFinding({ detail, fix }: SecretFilesFault): Finding {
  return { ...base, status: 'fail', detail, fix };
}
