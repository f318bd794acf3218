import { ok } from '@videoexpress/job-schema';
import type { CloudParts } from '../mirror/mirror-deps.ts';
import { MemoryCloud } from './memory-cloud.ts';

/** A studio without a project in the cloud. */
export function noCloud(): Omit<CloudParts, 'store'> {
  const client = new MemoryCloud(() => 0);
  client.url = null;
  return {
    client,
    recoveryKey: { read: async () => ok('ABCD-EFGH') },
    computer: async () => ({ name: 'test', mark: 'mark-of-test' }),
  };
}
