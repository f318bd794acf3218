import type { AttemptId, PostContent, PostError, Result } from '@videoexpress/job-schema';
import type { PostClip } from './publishing-site.ts';

/** Why a service cannot be given an address of a clip: a person has to set something right, or it passes. */
export interface LinkError {
  readonly code: 'no_object_storage' | 'unreachable';
  readonly detail: string;
}

/** The files that go out for one attempt: the clip, changed as its post asks, and where a service can fetch that. */
export interface PostFiles {
  /** Made once for an attempt, and made again where a kill left nothing. */
  prepared(
    order: { readonly attemptId: AttemptId; readonly content: PostContent; readonly clip: PostClip },
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<Result<PostClip, PostError>>;
  /** Why no service can be given an address of a clip, in a sentence with the way out; null: nothing stands against it. */
  linkProblem(): Promise<string | null>;
  /** A JPEG of the cover that the content asks for; null: none is wanted, or none could be made. */
  cover(
    order: { readonly attemptId: AttemptId; readonly content: PostContent; readonly clip: PostClip },
    signal: AbortSignal,
  ): Promise<string | null>;
  /**
   * An address that is good for `seconds`; the clip is put there where it is not yet.
   *
   * @param onProgress the part that is put there, 0 to 1
   */
  link(
    order: { readonly attemptId: AttemptId; readonly clip: PostClip },
    seconds: number,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<Result<string, LinkError>>;
  /** The attempt is over: what was made for it goes. */
  forget(attemptId: AttemptId): Promise<void>;
}
