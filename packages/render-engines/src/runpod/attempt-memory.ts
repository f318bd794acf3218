import type { AttemptId } from '@videoexpress/job-schema';
import type { WorkerResult } from '@videoexpress/job-schema/worker';
import type { RenderStatus } from '@videoexpress/studio';
import { ProgressReader } from '../gpu-worker/progress-reader.ts';

/** What this run of the daemon knows of an attempt. All of it can be done without: a restart begins anew. */
export interface KnownAttempt {
  /** The render that it is, once it was taken. */
  remoteId: string | null;
  readonly reader: ProgressReader;
  /** What was last seen of it, while RunPod knew it. */
  last: RenderStatus | null;
  /** Since when RunPod has not known it any more, on the clock that only grows. */
  missingSinceMs: number | null;
  /** What the worker answered, without the clip itself. */
  result: WorkerResult | null;
  /** Submissions that rendered nothing, as another one of the attempt was at it. */
  readonly duplicates: Set<string>;
  /** Milliseconds that those were billed for. */
  duplicateMs: number;
  /** What lies in the object storage was found to differ from what the worker said. */
  differed: boolean;
}

/** The attempts of this run, by their id. */
export class AttemptMemory {
  readonly #attempts = new Map<AttemptId, KnownAttempt>();

  find(id: AttemptId): KnownAttempt | undefined {
    return this.#attempts.get(id);
  }

  of(id: AttemptId): KnownAttempt {
    const known = this.#attempts.get(id);
    if (known !== undefined) return known;
    const attempt: KnownAttempt = {
      remoteId: null,
      reader: new ProgressReader('Starting'),
      last: null,
      missingSinceMs: null,
      result: null,
      duplicates: new Set(),
      duplicateMs: 0,
      differed: false,
    };
    this.#attempts.set(id, attempt);
    return attempt;
  }

  forget(id: AttemptId): void {
    this.#attempts.delete(id);
  }
}
