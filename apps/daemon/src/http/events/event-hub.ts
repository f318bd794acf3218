import type { ServerResponse } from 'node:http';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Clock, EventLog, Log } from '@videoexpress/studio';
import type { HttpProblem } from '../problems.ts';
import { EventStream } from './event-stream.ts';
import { EventTail } from './event-tail.ts';
import { eventText, heartbeatText, loggedOutText, openingText, resetText, stoppingText } from './event-text.ts';

const maxStreams = 32;
const heartbeatEveryMs = 15_000;
const replayPage = 500;

export interface EventHub {
  /**
   * Opens a stream that begins after event `after`, or now where it is null. Refused when there are too many, or when the
   * daemon is stopping.
   */
  open(
    response: ServerResponse,
    from: { after: number | null; sessionHash: string | null },
  ): Promise<Result<null, HttpProblem>>;
  /** Ends the streams that were opened with this session. */
  endSession(idHash: string): void;
  /** Ends all streams with a last word, and opens none any more. */
  close(): void;
}

/** Everybody's event streams: their number, their heartbeat, catching up, and then following the tail of the log. */
export function createEventHub(deps: { events: EventLog; clock: Clock; log: Log }): EventHub {
  const { events, clock, log } = deps;
  const tail = new EventTail(deps);
  const streams = new Set<EventStream>();
  let opening = 0;
  let isStopping = false;
  let stopHeartbeat: (() => void) | null = null;
  const stopListening = events.onCommit(() => tail.wake());

  function beat(): void {
    stopHeartbeat = null;
    for (const stream of streams) stream.write(heartbeatText);
    keepBeating();
  }

  function keepBeating(): void {
    if (streams.size > 0) stopHeartbeat ??= clock.after(heartbeatEveryMs, beat);
  }

  function add(stream: EventStream): void {
    streams.add(stream);
    keepBeating();
    stream.onClose(() => {
      streams.delete(stream);
      tail.leave(stream);
      if (streams.size > 0) return;
      stopHeartbeat?.();
      stopHeartbeat = null;
    });
  }

  /** Replays page by page, at the pace of the client, until the stream can join the tail. */
  async function catchUp(stream: EventStream): Promise<void> {
    for (;;) {
      const page = await events.after(stream.cursor, replayPage);
      if (stream.isClosed) return;
      if (page === 'gone') {
        stream.cursor = await events.lastId();
        stream.write(resetText(stream.cursor));
        continue;
      }
      for (const event of page) {
        stream.cursor = event.id;
        stream.write(eventText(event));
        if (!(await stream.drained())) return;
      }
      if (page.length < replayPage && tail.join(stream)) return;
    }
  }

  return {
    async open(response, { after, sessionHash }) {
      if (isStopping) return err({ code: 'shutting_down', detail: 'The daemon is stopping.' });
      if (streams.size + opening >= maxStreams) {
        const detail = `There are ${maxStreams} event streams already. Close some, and try again.`;
        return err({ code: 'too_many_streams', detail, headers: { 'retry-after': '5' } });
      }
      opening += 1;
      let start: number;
      try {
        start = after ?? (await events.lastId());
      } finally {
        opening -= 1;
      }
      if (response.destroyed) return ok(null);
      const stream = new EventStream(response, sessionHash, clock);
      add(stream);
      stream.cursor = start;
      stream.write(openingText(start));
      if (isStopping) stream.end(stoppingText);
      catchUp(stream).catch((cause: unknown) => {
        log.warn({ err: cause }, 'An event stream could not catch up and was ended; its client comes back');
        stream.end('');
      });
      return ok(null);
    },
    endSession(idHash) {
      for (const stream of streams) if (stream.sessionHash === idHash) stream.end(loggedOutText);
    },
    close() {
      isStopping = true;
      stopListening();
      for (const stream of streams) stream.end(stoppingText);
    },
  };
}
