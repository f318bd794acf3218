import type { ServerResponse } from 'node:http';

/**
 * How long a client may take nothing of an answer, in milliseconds. Long, because a browser reads no further ahead of a
 * paused clip than it likes to; it asks for the rest with a range when it goes on.
 */
export const readerStallMs = 90_000;

/**
 * Hangs up on a client that takes nothing of a long answer for `stallMs`: what it was to read stays open until then, and
 * so does its connection. One that reads slowly gets everything. The answer's end ends this as well.
 */
export function hangUpOnStall(response: ServerResponse, stallMs: number): void {
  response.setTimeout(stallMs, () => response.destroy());
  // An answer that follows on the same connection has its own patience.
  response.once('finish', () => response.setTimeout(0));
}
