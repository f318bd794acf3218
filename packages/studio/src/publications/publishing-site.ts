import type {
  AttemptId,
  ConnectionId,
  PostContent,
  PostError,
  PreflightLine,
  PublishingService,
  Result,
  Visibility,
} from '@videoexpress/job-schema';
import type { ConnectionTokens, TokenError } from '../connections/connection-tokens.ts';
import type { ClipMakeup } from './clip-makeup.ts';

/** The clip of a post, as it lies in the library. */
export interface PostClip {
  readonly path: string;
  readonly posterPath: string | null;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number;
  readonly fps: number;
  /** Null: the file could not be read. */
  readonly makeup: ClipMakeup | null;
  /** Of a copy of the file in the object storage; null: none is known. */
  readonly objectKey: string | null;
}

/** The account that a post goes to. */
export interface PostAccount {
  readonly connectionId: ConnectionId;
  readonly accountId: string;
  readonly accountName: string;
}

/**
 * What a site has to remember of one attempt across a crash: the address of an upload, the id of a container. Kept sealed,
 * and on the disk before `write` answers.
 */
export interface PublishJournal {
  read(): Promise<Readonly<Record<string, unknown>> | null>;
  write(entry: Readonly<Record<string, unknown>>): Promise<void>;
}

/** One post on its way. */
export interface PublishTask {
  readonly attemptId: AttemptId;
  readonly content: PostContent;
  readonly clip: PostClip;
  readonly account: PostAccount;
  /** The service is to put it out at this wall time, in milliseconds; null: as soon as it is there. */
  readonly publishAtMs: number | null;
  readonly journal: PublishJournal;
  /**
   * The clip as it goes out, changed as the content's `fit` asks. Made once for an attempt, made again after a kill, and
   * reported as the stage "Fitting". With `as_is` it is `clip`.
   */
  prepared(): Promise<Result<PostClip, PostError>>;
  /**
   * An address under which the service can fetch the prepared clip for `seconds`; for sites that take no bytes. It is https
   * wherever the object storage is.
   */
  link(
    seconds: number,
  ): Promise<Result<string, { readonly code: 'no_object_storage' | 'unreachable'; readonly detail: string }>>;
  /** A JPEG of the cover that the content asks for; null: none is wanted, or none could be made. */
  cover(): Promise<string | null>;
  /** What is measured: bytes that the line took or the service confirmed, or that it says it is at work on it. */
  report(progress: {
    readonly stage: string;
    readonly state: 'uploading' | 'processing';
    readonly fraction: number | null;
  }): void;
  readonly signal: AbortSignal;
}

/** How an attempt to publish ended, or what it waits for. */
export type PublishOutcome =
  | {
      readonly kind: 'published';
      readonly remoteId: string;
      readonly url: string | null;
      /** As read back; null: the service has no such thing, or did not say. */
      readonly visibility: Visibility | null;
      /** The service puts it out by itself at `publishAtMs`. */
      readonly scheduled: boolean;
      readonly note: string | null;
    }
  /** The service took it and then turned it down. */
  | { readonly kind: 'rejected'; readonly remoteId: string | null; readonly error: PostError }
  /** Nothing is published, and trying again by itself would not help. */
  | { readonly kind: 'failed'; readonly error: PostError }
  /** It may be published, and nobody can say: never tried again without a person. */
  | {
      readonly kind: 'unknown';
      readonly remoteId: string | null;
      readonly url: string | null;
      readonly error: PostError;
    }
  /** It is called again then, with its journal; `untilLogin`: when the account is connected again. */
  | {
      readonly kind: 'wait';
      readonly stage: string;
      /** Where the post stands meanwhile; left out, it waits for its turn. */
      readonly state?: 'queued' | 'processing';
      readonly error: PostError | null;
      readonly until: { readonly ms: number } | 'login';
    }
  | { readonly kind: 'aborted' };

/**
 * A place to publish. A new one is a file that implements this, and a line in `compose`. It keeps nothing in memory that a
 * crash may not take: whatever must not happen twice is written to the journal before it is begun.
 */
export interface PublishingSite {
  readonly service: PublishingService;
  /** The service itself can put a post out at a later time. */
  readonly schedules: boolean;
  /** It fetches clips itself, so posts need the object storage. */
  readonly needsLink: boolean;
  /** What stands for and against such a post, without sending anything. */
  preflight(content: PostContent, clip: PostClip, publishAtMs: number | null): readonly PreflightLine[];
  /** What the service lets the account post now; null: it does not tell. */
  quota(
    account: PostAccount,
    signal: AbortSignal,
  ): Promise<Result<{ readonly used: number | null; readonly limit: number } | null, TokenError>>;
  /** Goes as far as it can. Called again with the same attempt after a restart or a wait; its journal tells where it is. */
  publish(task: PublishTask): Promise<PublishOutcome>;
  /** Stops an attempt for good: what was uploaded and is not public is taken back where the service lets it. */
  withdraw(
    task: Pick<PublishTask, 'account' | 'journal' | 'signal'>,
  ): Promise<'withdrawn' | 'may_be_public' | 'unreachable'>;
  /** How a post that the service was to put out by itself stands now. */
  look(
    account: PostAccount,
    remoteId: string,
    signal: AbortSignal,
  ): Promise<
    Result<
      | {
          readonly live: boolean;
          readonly visibility: Visibility | null;
          readonly url: string | null;
          readonly error: PostError | null;
        }
      | 'gone',
      TokenError
    >
  >;
}

/** What a site is made with. */
export interface SiteDeps {
  readonly tokens: ConnectionTokens;
}
