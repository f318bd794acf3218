import type {
  AssetWarning,
  AttemptId,
  EngineDescription,
  EngineSettingValue,
  EngineTest,
  FailureCode,
  JobId,
  JobInput,
  JobKindId,
  Progress,
  RentedWorkers,
  Result,
  ServiceHealth,
} from '@videoexpress/job-schema';

/** What a person set for an engine, by the names of its description. */
export type EngineSettings = Readonly<Record<string, EngineSettingValue>>;

/** An attempt as an engine knows it. Whatever it keeps outside is found by these two, after a restart as well. */
export interface AttemptRef {
  readonly attemptId: AttemptId;
  readonly jobId: JobId;
}

/** A render that an engine took, by the name that it gave it. */
export interface RenderRef extends AttemptRef {
  readonly remoteId: string;
}

/** What an engine is asked to render. `input` is resolved: every value is there and within the model's limits. */
export interface RenderRequest extends AttemptRef {
  readonly kind: JobKindId;
  readonly input: JobInput;
  /** Local path of each input file, by the input field that names its asset. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Why a submission was not confirmed. All but `unknown` mean that the engine surely did not take it: a refused
 * connection, a failed lookup, a 4xx or a 429. Everything else (5xx, reset, time-out) is `unknown`.
 */
export type SubmitError =
  | {
      readonly code: 'busy' | 'unreachable' | 'unauthorized';
      readonly retryAfterMs?: number;
      readonly detail: string;
      /** What the job says while it waits to be sent again, where that is more than that it is queued. */
      readonly waitingFor?: string;
    }
  | { readonly code: 'rejected'; readonly detail: string; readonly userMessage: string }
  | { readonly code: 'unknown'; readonly detail: string };

/** A look at a render under way: a small picture, and an id by which the same one is known again. */
export interface PreviewFrame {
  readonly id: string;
  readonly mimeType: 'image/jpeg' | 'image/webp' | 'image/png';
  readonly bytes: Uint8Array;
}

/** Where a submitted render stands. */
export type RenderStatus =
  | { readonly state: 'waiting'; readonly progress?: Progress }
  /** `preview` is the newest frame to show; left out, there is none, or no newer one. */
  | {
      readonly state: 'running';
      readonly progress: Progress;
      readonly preview?: PreviewFrame;
      /** Grows with each report of whoever renders: a sign of life also where nothing measured changes. */
      readonly signs?: number;
    }
  | { readonly state: 'finished'; readonly warnings: readonly AssetWarning[]; readonly actualUsd: number | null }
  | {
      readonly state: 'failed';
      readonly code: FailureCode;
      readonly detail: string;
      readonly userMessage: string;
      /** GPU time was billed although there is no result: then nothing is retried without a person. */
      readonly billed: boolean;
      /** What that came to, where it is known. */
      readonly actualUsd?: number | null;
    }
  /** Another submission of the same attempt has the work in hand: this is its name, to be asked from now on. */
  | { readonly state: 'moved'; readonly remoteId: string }
  /** The engine's own child was killed by a signal that nobody here sent. */
  | { readonly state: 'crashed'; readonly detail: string }
  /** It cannot go on before then, in wall time: the job waits in the queue, without a place, and is submitted again. */
  | { readonly state: 'postponed'; readonly untilMs: number; readonly stage: string }
  /** The engine does not know it, or no longer. */
  | { readonly state: 'lost' };

/** The engine could not be asked, or its answer could not be read; the render itself may be well. */
export interface EngineError {
  readonly code: 'unreachable' | 'unauthorized' | 'unreadable';
  readonly detail: string;
}

/** What an engine says of a render that it stopped. */
export interface Stopped {
  /** What it came to until then, in US dollars; null: it was billed, and nobody knows how much. Left out: nothing to say. */
  readonly actualUsd?: number | null;
}

/**
 * A place to render. Every answer of an outside service is parsed inside; nothing here throws for what can be expected.
 * The same conformance suite runs over every engine.
 */
export interface RenderEngine {
  readonly description: EngineDescription;
  /** How many attempts it may hold at a time. May change with `configure`; those it holds beyond that go on. */
  readonly maxConcurrent: number;
  /**
   * How long it is worth asking it on when it does not answer, in milliseconds; left out, half an hour. What is rendered
   * elsewhere goes on meanwhile, and a clip that was paid for may be fetched much later.
   */
  readonly patienceMs?: number;
  /** The workers that it rents, as they were at the last look at its health. Left out, or null: none, or not known. */
  readonly workers?: RentedWorkers | null | undefined;
  /**
   * About how long it works on such a job, in seconds, by figures that were published. Asked only where there is no history
   * of such jobs. Left out, or null: not known.
   */
  roughSeconds?(input: JobInput): number | null;
  /**
   * Takes what a person set for it: every setting of the description, each within its bounds. Called before the first
   * submission and after each change; in force from the next submission on.
   */
  configure(settings: EngineSettings): void;
  health(signal: AbortSignal): Promise<ServiceHealth>;
  /**
   * Tries it out, the cheapest way that proves something, beside whatever it renders, and leaves nothing behind. Left out
   * where looking at its health is all that can be done for nothing.
   */
  test?(signal: AbortSignal): Promise<EngineTest>;
  /** Starts a render. The answer names it for every later call. Asking again with an attempt id it holds starts nothing. */
  submit(request: RenderRequest, signal: AbortSignal): Promise<Result<{ readonly remoteId: string }, SubmitError>>;
  /**
   * Looks for a render whose submission ended without an answer: its remote id where there is a trace of the attempt, null
   * where there is none. It is then submitted once more, so an engine that takes an attempt id twice renders it once.
   */
  adopt(attempt: AttemptRef, signal: AbortSignal): Promise<Result<{ readonly remoteId: string } | null, EngineError>>;
  poll(render: RenderRef, signal: AbortSignal): Promise<Result<RenderStatus, EngineError>>;
  /** Stops a render. Done is also: it had ended, or was never there. */
  cancel(
    target: AttemptRef & { readonly remoteId: string | null },
    signal: AbortSignal,
  ): Promise<Result<Stopped | null, EngineError>>;
  /** Writes the finished file to `toPath`, over whatever is there. */
  retrieve(
    render: RenderRef,
    toPath: string,
    signal: AbortSignal,
  ): Promise<Result<null, EngineError | { readonly code: 'gone' | 'disk_full'; readonly detail: string }>>;
  /**
   * Forgets an attempt that has ended, with any file kept for it. `kept`: its clip is in the library, so that a copy of
   * the clip elsewhere is the library's; or it could not be fetched, so that such a copy is all there is of it. `remoteId`:
   * its name, where the engine gave it one; after a restart the engine may have no other trace of it.
   */
  release(
    attempt: AttemptRef & {
      readonly kept: boolean;
      /** The clip is finished and could not be fetched: wherever the engine has it, it stays there. Left out: no. */
      readonly unfetched?: boolean;
      readonly remoteId?: string | null;
    },
  ): Promise<void>;
  /** Ends the engine's own children; called once, when the daemon stops. */
  close(): Promise<void>;
}
