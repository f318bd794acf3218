import type { EventLog } from '@videoexpress/studio';
import { json, type Reply } from '../answer/reply.ts';

/**
 * The header that joins a read and the stream without a gap: a client that opens the stream after this id misses nothing.
 * The id is taken before the read, so the read includes at least what it names; an event seen twice does no harm.
 */
export async function eventIdHeader(events: EventLog): Promise<Record<string, string>> {
  return { 'x-event-id': String(await events.lastId()) };
}

/** Answers 200 with what `read` gives, and the event id from before it. */
export async function readWithEventId(events: EventLog, read: () => Promise<unknown>): Promise<Reply> {
  const headers = await eventIdHeader(events);
  return json(200, await read(), headers);
}
