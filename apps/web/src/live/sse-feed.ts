import { firstRoutes, pageEventSchema, routeUrl, type StreamEvent, streamTopics } from '@videoexpress/job-schema';
import type { EventFeed, FeedListener } from './event-feed.ts';

/** Reads one message of the stream; null where it is not what the contract says. */
export function readStreamMessage(topic: string, lastEventId: string, data: string): StreamEvent | null {
  let payload: unknown;
  try {
    payload = JSON.parse(data);
  } catch {
    return null;
  }
  const parsed = pageEventSchema.safeParse({ id: Number(lastEventId), topic, payload });
  return parsed.success ? parsed.data : null;
}

/**
 * The daemon's event stream. The browser reconnects by itself after a cut and sends the last id it saw; it gives up only
 * when the daemon answers with a refusal.
 */
export const sseFeed: EventFeed = {
  open(afterEventId, listener) {
    const query = afterEventId === null ? {} : { after: afterEventId };
    const source = new EventSource(routeUrl(firstRoutes.streamEvents, {}, query));
    source.addEventListener('open', listener.opened);
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) listener.closed();
      else listener.interrupted();
    });
    source.addEventListener('reset', listener.reset);
    for (const topic of streamTopics) source.addEventListener(topic, (message) => passOn(topic, message, listener));
    return () => source.close();
  },
};

function passOn(topic: string, message: MessageEvent<unknown>, listener: FeedListener): void {
  const event = readStreamMessage(topic, message.lastEventId, String(message.data));
  if (event === null) listener.reset();
  else listener.event(event);
}
