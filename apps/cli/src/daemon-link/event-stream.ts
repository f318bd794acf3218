import { err, ok, routes, streamEventSchema, type Result, type StreamEvent } from '@videoexpress/job-schema';
import type { DaemonLink } from './link.ts';
import { createSseParser, type ServerSentEvent } from './sse-parser.ts';

/** What the stream brings: an event, or word that what was missed is no longer kept. */
export type Streamed = { readonly kind: 'event'; readonly event: StreamEvent } | { readonly kind: 'reset' };

export type StreamError =
  /** Nothing answers there any more. */
  | { readonly code: 'unreachable'; readonly detail: string }
  /** Too many streams, or no such route: ask for the job itself instead. */
  | { readonly code: 'refused'; readonly status: number };

/** A daemon that is alive says something, if only a comment, more often than this. */
const silenceLimitMs = 45_000;

/**
 * Reads the daemon's events after a row until the connection ends, the signal is aborted or nothing comes for 45 s; a
 * laptop that slept holds connections that nobody serves. Ends with a value for a stream that began, an error otherwise.
 */
export async function readEvents(
  link: Pick<DaemonLink, 'info' | 'token'>,
  options: { readonly after: number | null; readonly signal: AbortSignal },
  onStreamed: (streamed: Streamed) => void,
): Promise<Result<void, StreamError>> {
  const silence = new AbortController();
  const signal = AbortSignal.any([options.signal, silence.signal]);
  let timer = setTimeout(() => silence.abort(), silenceLimitMs);
  try {
    const { after } = options;
    const response = await fetch(link.info.url + routes.streamEvents.path, {
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${link.token}`,
        ...(after === null ? {} : { 'last-event-id': String(after) }),
      },
      signal,
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      return err({ code: 'refused', status: response.status });
    }
    const parse = createSseParser();
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceLimitMs);
      for (const sent of parse(text)) {
        const streamed = understand(sent);
        if (streamed !== null) onStreamed(streamed);
      }
    }
    return ok(undefined);
  } catch (cause) {
    if (signal.aborted) return ok(undefined);
    return err({ code: 'unreachable', detail: cause instanceof Error ? cause.message : String(cause) });
  } finally {
    clearTimeout(timer);
  }
}

/** A topic that this version does not know is left out: the daemon may be newer. */
function understand({ id, event, data }: ServerSentEvent): Streamed | null {
  if (event === 'reset') return { kind: 'reset' };
  const parsed = streamEventSchema.safeParse({ id: Number(id), topic: event, payload: parseJson(data) });
  return parsed.success ? { kind: 'event', event: parsed.data } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
