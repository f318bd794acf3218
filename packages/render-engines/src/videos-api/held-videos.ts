import type { AttemptId } from '@videoexpress/job-schema';
import { readRemoteId, type RemoteVideo } from './remote-id.ts';

/** Tries to have a video removed from its server before it is left there. The studio waits some seconds between two. */
const removalTries = 12;

/** Which video belongs to which attempt, as far as this run has learnt it. Only a memory: a restart begins with none. */
export class HeldVideos {
  readonly #submitted = new Map<AttemptId, RemoteVideo>();
  readonly #followed = new Map<AttemptId, RemoteVideo>();
  readonly #removalsLeft = new Map<AttemptId, number>();
  /** Attempts with a submission that nobody saw the answer of. */
  readonly #unsure = new Set<AttemptId>();

  /** The answer to its submission, or what a search for a lost one found. */
  noteSubmission(attemptId: AttemptId, video: RemoteVideo): void {
    this.#submitted.set(attemptId, video);
  }

  /** What the studio followed it by. */
  noteFollowed(attemptId: AttemptId, remoteId: string): void {
    const video = readRemoteId(remoteId);
    if (video !== null) this.#followed.set(attemptId, video);
  }

  noteUnsure(attemptId: AttemptId): void {
    this.#unsure.add(attemptId);
  }

  /** The server may have more of it than what is known. */
  isUnsure(attemptId: AttemptId): boolean {
    return this.#unsure.has(attemptId) || this.any(attemptId) === null;
  }

  submission(attemptId: AttemptId): RemoteVideo | null {
    return this.#submitted.get(attemptId) ?? null;
  }

  any(attemptId: AttemptId): RemoteVideo | null {
    return this.submission(attemptId) ?? this.#followed.get(attemptId) ?? null;
  }

  /** A removal failed: whether there is another try. After the last one the video is forgotten. */
  mayTryAgain(attemptId: AttemptId): boolean {
    if (this.any(attemptId) === null) return false;
    const left = (this.#removalsLeft.get(attemptId) ?? removalTries) - 1;
    this.#removalsLeft.set(attemptId, left);
    if (left <= 0) this.forget(attemptId);
    return left > 0;
  }

  forget(attemptId: AttemptId): void {
    this.#submitted.delete(attemptId);
    this.#followed.delete(attemptId);
    this.#removalsLeft.delete(attemptId);
    this.#unsure.delete(attemptId);
  }
}
