import type { ServiceHealth } from '@videoexpress/job-schema';
import type { Clock } from './clock.ts';
import type { Holds } from './jobs/holds.ts';
import type { QueueStore } from './jobs/queue-store.ts';
import { StoreUnavailable } from './store-unavailable.ts';

/** Whether work is given out, and what stands in the way where it is not. */
export function queueHealth(holds: Holds): ServiceHealth {
  const [hold] = holds.list();
  if (hold === undefined) {
    return { id: 'queue', label: 'Queue', status: 'ok', latencyMs: null, detail: 'Work is given out.', fix: null };
  }
  const fix = hold.reason === 'disk_full' ? 'Free some disk space.' : 'Close the program that has the database open.';
  return { id: 'queue', label: 'Queue', status: 'degraded', latencyMs: null, detail: hold.userMessage, fix };
}

/** Whether the database takes a write, proven by one. */
export async function databaseHealth(store: QueueStore, clock: Clock): Promise<ServiceHealth> {
  const base = { id: 'database', label: 'Database' } as const;
  const startedMs = clock.monotonic();
  try {
    await store.probeWrite(clock.now());
    const latencyMs = Math.round(clock.monotonic() - startedMs);
    return { ...base, status: 'ok', latencyMs, detail: 'It takes writes.', fix: null };
  } catch (cause) {
    if (!(cause instanceof StoreUnavailable)) throw cause;
    return { ...base, latencyMs: null, ...faults[cause.reason] };
  }
}

const faults = {
  busy: {
    status: 'degraded',
    detail: 'Another program holds it just now.',
    fix: 'Close the program that has the database open.',
  },
  full: { status: 'down', detail: 'There is no room for a write.', fix: 'Free some disk space.' },
  failed: {
    status: 'down',
    detail: 'It can be neither read nor written. What was promised is kept where the file is sound.',
    fix: 'Stop the studio, look at the data folder and its disk, then start again.',
  },
} as const;
