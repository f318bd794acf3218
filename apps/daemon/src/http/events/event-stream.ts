import type { ServerResponse } from 'node:http';
import type { Clock } from '@videoexpress/studio';

/** A client that lets this much pile up is cut off; it comes back and is told what it missed. */
const maxBacklogBytes = 1024 * 1024;
const drainPatienceMs = 30_000;

/** One client's open stream: text goes out, and a client too slow to take it is let go. */
export class EventStream {
  /** The newest event that this client was sent. */
  cursor = 0;
  /** The session it was opened with, if any. */
  readonly sessionHash: string | null;
  readonly #response: ServerResponse;
  readonly #clock: Clock;

  constructor(response: ServerResponse, sessionHash: string | null, clock: Clock) {
    this.#response = response;
    this.sessionHash = sessionHash;
    this.#clock = clock;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      // Without no-transform a compressing proxy in between would hold the events back.
      'cache-control': 'no-cache, no-transform',
    });
  }

  get isClosed(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  onClose(listener: () => void): void {
    this.#response.once('close', listener);
  }

  /** Sends text, or ends the stream when too much waits already. */
  write(text: string): void {
    if (this.isClosed) return;
    this.#response.write(text);
    if (this.#response.writableLength > maxBacklogBytes) this.#response.destroy();
  }

  /** Waits until what was written is taken over. False when the client left, or took nothing for 30 seconds. */
  async drained(): Promise<boolean> {
    if (this.isClosed) return false;
    if (!this.#response.writableNeedDrain) return true;
    const { promise, resolve } = Promise.withResolvers<void>();
    const response = this.#response;
    const callOff = this.#clock.after(drainPatienceMs, () => response.destroy());
    response.once('drain', resolve);
    response.once('close', resolve);
    await promise;
    callOff();
    response.off('drain', resolve);
    response.off('close', resolve);
    return !this.isClosed;
  }

  /** Says a last word and ends. */
  end(lastText: string): void {
    if (!this.isClosed) this.#response.end(lastText);
  }
}
