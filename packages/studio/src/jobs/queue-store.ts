import type { Queue, SecretChange, ServiceHealth } from '@videoexpress/job-schema';

/** What the queue remembers about itself. Throws `StoreUnavailable` and nothing else. */
export interface QueueStore {
  isPaused(): Promise<boolean>;
  setPaused(paused: boolean): Promise<void>;
  /** Writes the queue or a service's health as it now is, or that a secret was changed, to the event log. */
  appendEvent(
    event:
      | { topic: 'queue'; payload: Queue }
      | { topic: 'health'; payload: ServiceHealth }
      | { topic: 'secret'; payload: SecretChange },
    nowMs: number,
  ): Promise<void>;
  /** Succeeds only when a row can be written and committed. */
  probeWrite(nowMs: number): Promise<void>;
  /** Removes event rows and idempotency keys older than the moments given, a few at a time, with room for others. */
  prune(eventsBeforeMs: number, keysBeforeMs: number): Promise<void>;
}
