import type { Cloud, Queue, SecretChange, ServiceHealth } from '@videoexpress/job-schema';

/** What the queue remembers about itself. Throws `StoreUnavailable` and nothing else. */
export interface QueueStore {
  isPaused(): Promise<boolean>;
  setPaused(paused: boolean): Promise<void>;
  /** Writes the queue or a service's health as it now is, that a secret was changed, or how the copy in the cloud stands, to the event log. */
  appendEvent(
    event:
      | { topic: 'queue'; payload: Queue }
      | { topic: 'health'; payload: ServiceHealth }
      | { topic: 'secret'; payload: SecretChange }
      | { topic: 'cloud'; payload: Cloud },
    nowMs: number,
  ): Promise<void>;
  /** Succeeds only when a row can be written and committed. */
  probeWrite(nowMs: number): Promise<void>;
  /** Removes event rows and idempotency keys older than the moments given, a few at a time, with room for others. */
  prune(eventsBeforeMs: number, keysBeforeMs: number, held?: HeldEvents | null): Promise<void>;
}

/** Events after `fromEvent` are still needed, and stay; older ones than `fromMs` go all the same. */
export interface HeldEvents {
  readonly fromEvent: number;
  /** Wall time in milliseconds. */
  readonly fromMs: number;
}
