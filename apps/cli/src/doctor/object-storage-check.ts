import { plainText } from '@videoexpress/host';
import { linkTo } from '../daemon-link/link.ts';
import type { Check } from './check.ts';
import { statuses } from './studio-checks.ts';

const base = { id: 'object_storage', label: 'Cloudflare R2' } as const;
const patienceMs = 70_000;

/**
 * Whether finished clips can be kept in the bucket. Where one is set up, the running daemon writes a small object there,
 * reads it and deletes it: that bucket and keys are known proves nothing of what they may do.
 */
export const objectStorageCheck: Check = async ({ sighting }) => {
  const daemon = await sighting;
  if (daemon.state !== 'running') return [];
  const service = daemon.health.services.find(({ id }) => id === 'r2');
  if (service === undefined) return [];
  if (service.status === 'not_configured') {
    const fix = service.fix === null ? null : plainText(service.fix);
    return [{ ...base, status: statuses[service.status], detail: plainText(service.detail), fix }];
  }
  const tried = await linkTo(daemon).client.call('testObjectStorage', { signal: AbortSignal.timeout(patienceMs) });
  if (!tried.ok) {
    return [{ ...base, status: 'fail', detail: 'The studio did not try it out', fix: 'videoexpress logs' }];
  }
  const { works, detail, fix } = tried.value.body;
  return [
    { ...base, status: works ? 'pass' : 'fail', detail: plainText(detail), fix: fix === null ? null : plainText(fix) },
  ];
};
