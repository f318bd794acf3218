import type { CaptionProvider, EngineTest, PublishingService, Result } from '@videoexpress/job-schema';

/** What a model is told of a clip, and nothing else of it: no name, no path, no picture. */
export interface CaptionFacts {
  readonly prompt: string | null;
  /** What the person wants said. */
  readonly hint: string | null;
  readonly durationSeconds: number | null;
  readonly shape: 'landscape' | 'portrait' | 'square' | null;
}

export interface CaptionOrder {
  readonly services: readonly PublishingService[];
  readonly facts: CaptionFacts;
  /** As the provider lists it. */
  readonly model: string;
}

/** What a model wrote for one service, before it is held to that service's limits. */
export interface RawCaption {
  readonly service: PublishingService;
  /** Empty for Instagram. */
  readonly title: string;
  readonly text: string;
  /** Empty for Instagram. */
  readonly tags: readonly string[];
  readonly hashtags: readonly string[];
}

/**
 * Why nothing was written. `refused`: the provider would not write about this. `unreadable`: what came back is not what was
 * asked for.
 */
export interface CaptionFault {
  readonly code:
    | 'no_key'
    | 'key_refused'
    | 'not_allowed'
    | 'no_credit'
    | 'too_many'
    | 'refused'
    | 'no_model'
    | 'unreachable'
    | 'timed_out'
    | 'overloaded'
    | 'unreadable'
    | 'address_wrong'
    | 'failed';
  /** For the log: status and code of the provider, never its words, which may quote the key or the prompt. */
  readonly detail: string;
  /** Seconds, where the provider says when to come back. */
  readonly retryAfterSeconds?: number;
}

/** A provider of language models, asked with the person's own key, which is read anew at each use. */
export interface CaptionWriter {
  readonly provider: CaptionProvider;
  hasKey(): Promise<boolean>;
  /** Writes for all services in one call. What is aborted ends as `timed_out`. */
  write(order: CaptionOrder, signal: AbortSignal): Promise<Result<readonly RawCaption[], CaptionFault>>;
  /** Asks for the list of models, which costs nothing: the ids that this key may use. */
  models(signal: AbortSignal): Promise<Result<readonly string[], CaptionFault>>;
}

/** What a test of a provider comes to. */
export type CaptionTest = EngineTest;
