import type { StreamEvent } from '@videoexpress/job-schema';

/** Browsers come back this long after a stream ended. */
const reconnectAfterMs = 1000;

/**
 * What a stream begins with. An `id:` alone shows nothing but is remembered, so a browser whose stream breaks before the
 * first event still comes back with the place it began at.
 */
export function openingText(startId: number): string {
  return `retry: ${reconnectAfterMs}\nid: ${startId}\n\n`;
}

/** One event. JSON has no line breaks of its own, so the data is one line. */
export function eventText(event: StreamEvent): string {
  return `event: ${event.topic}\nid: ${event.id}\ndata: ${JSON.stringify(event.payload)}\n\n`;
}

/** Tells the reader that what it missed is gone; what follows begins after `id`. */
export function resetText(id: number): string {
  return `event: reset\nid: ${id}\ndata: {}\n\n`;
}

export const heartbeatText = ': still here\n\n';
export const stoppingText = ': the daemon is stopping\n\n';
export const loggedOutText = ': logged out\n\n';
