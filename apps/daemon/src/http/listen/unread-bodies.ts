import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Ends the connection of a client that is still sending a body when its answer is out. Until then what it sends is thrown
 * away, so that one with an end of its own gets to read the answer; but a body without end, or one that comes a byte a
 * minute, would hold the connection for hours, and nobody who was refused may do that.
 *
 * @param patienceMs how long the rest of a body may take
 */
export function endUnreadBody(request: IncomingMessage, response: ServerResponse, patienceMs: number): void {
  response.once('finish', () => {
    if (request.complete) return;
    const cutOff = setTimeout(() => request.socket.destroy(), patienceMs);
    request.once('close', () => clearTimeout(cutOff));
    request.once('end', () => clearTimeout(cutOff));
  });
}
