import type { WorkerListenerState } from '@videoexpress/job-schema';

/** Who is calling. Everything but the name is what the worker says of itself, and may be left out. */
export interface WorkerCall {
  readonly id: string;
  readonly machine: string | null;
  readonly gpu: string | null;
  readonly version: string | null;
  /** The version of the words that it speaks; null: it did not say. */
  readonly schemaVersion: number | null;
  /** Where the worker finds this listener; links are made from it. */
  readonly baseUrl: string;
}

/** An order as it goes out. */
export interface HandedOrder {
  /** The id that the worker knows the job by: the attempt's. */
  readonly id: string;
  readonly input: unknown;
}

/** What came over a link, lying where the link said. */
export interface ReceivedFile {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * `stored`: kept, or the same as what is kept. `taken`: another one is there already. `refused`: it does not fit to what
 * else was sent. `gone`: the link died meanwhile.
 */
export type KeepAnswer = 'stored' | 'taken' | 'refused' | 'gone';

/** What is behind a link. */
export type LinkedThing =
  | {
      readonly kind: 'send_file';
      readonly path: string;
      /** The link counts as used from now on; told this, the file did not go out whole, and it may be asked for again. */
      readonly cutOff: () => void;
    }
  | { readonly kind: 'send_text'; readonly text: () => Promise<string | null> }
  | {
      readonly kind: 'receive_file';
      /** A name of its own for each try, in a folder that is there. */
      readonly toPath: string;
      readonly maxBytes: number;
      readonly keep: (received: ReceivedFile) => Promise<KeepAnswer>;
    }
  | {
      readonly kind: 'receive_text';
      readonly maxBytes: number;
      readonly keep: (text: string, onlyIfNone: boolean) => Promise<KeepAnswer>;
    };

/**
 * What the listener for workers asks of the engine. It knows no HTTP, and the listener knows nothing of orders. Every wait
 * ends after `longPollMs`, when its signal is aborted, or when the desk closes.
 */
export interface WorkerDesk {
  /** Waits for work and hands out at most `most` orders. `idle`: the worker says that it has no job in hand. */
  take(
    worker: WorkerCall,
    options: { readonly most: number; readonly idle: boolean; readonly signal: AbortSignal },
  ): Promise<readonly HandedOrder[]>;
  /** The answer with these orders never left: they go to whoever asks next. */
  undeliver(worker: WorkerCall, orders: readonly HandedOrder[]): void;
  /** Waits for jobs that the worker is to stop, by the ids it knows them by. */
  stops(worker: WorkerCall, signal: AbortSignal): Promise<readonly string[]>;
  /** Progress, an answer or an error, as the SDK sends it. `unknown`: there is no such order, or not for this worker. */
  report(worker: WorkerCall, orderId: string, body: unknown): Promise<'taken' | 'unknown'>;
  /** The worker lives, and has these in hand. `trouble`: its own checks say that it is not well. */
  ping(worker: WorkerCall, orderIds: readonly string[], trouble: string | null): void;
  /** The worker goes: what it has in hand goes to the next one. */
  leave(worker: WorkerCall): void;
  /** What a link leads to; null: to nothing, or to nothing any more. */
  link(token: string, method: 'GET' | 'PUT'): LinkedThing | null;
  /** Another token is in force: nobody who came in by the old one has anything in hand any more. */
  lockOut(): void;
  /** Where the listener is, for lights and lists. */
  noteListener(state: WorkerListenerState): void;
}

/** How long a question of a worker is held open; the SDK gives up after 90 s. */
export const longPollMs = 50_000;
