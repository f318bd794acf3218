import { pageEventSchema, type StreamEvent } from '@videoexpress/job-schema';

/** What the tabs of one browser say to each other about the one stream they share. */
export type FeedMessage =
  /** The leader read this event; the one before it on the stream was `previous`, null where none is known. */
  | { readonly kind: 'event'; readonly previous: number | null; readonly event: StreamEvent }
  /** A tab asks the leader for everything after `after`, or, where it has that, for a sign of life. */
  | { readonly kind: 'hello'; readonly from: string; readonly after: number | null }
  /** The leader's answer to one tab: what it missed, and where the stream is now. */
  | {
      readonly kind: 'welcome';
      readonly to: string;
      readonly events: readonly StreamEvent[];
      readonly cursor: number | null;
      readonly isOpen: boolean;
    }
  /** The leader's answer to a tab that missed more than is kept. */
  | { readonly kind: 'behind'; readonly to: string }
  /** A tab has taken the lead, the stream came back, it was cut, or has a gap that nobody can fill. */
  | { readonly kind: 'leading' | 'opened' | 'interrupted' | 'reset' };

function field(message: object, name: string): unknown {
  return Reflect.get(message, name);
}

function idOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function eventIn(value: unknown): StreamEvent | null {
  const parsed = pageEventSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/**
 * Reads what another tab said. Null for what is not understood: a tab that was opened before an update of the studio may
 * speak another version.
 */
export function readFeedMessage(data: unknown): FeedMessage | null {
  if (typeof data !== 'object' || data === null) return null;
  const kind = field(data, 'kind');
  switch (kind) {
    case 'leading':
    case 'opened':
    case 'interrupted':
    case 'reset':
      return { kind };
    case 'event': {
      const event = eventIn(field(data, 'event'));
      return event === null ? null : { kind, event, previous: idOrNull(field(data, 'previous')) };
    }
    case 'hello': {
      const from = field(data, 'from');
      return typeof from === 'string' ? { kind, from, after: idOrNull(field(data, 'after')) } : null;
    }
    case 'welcome':
    case 'behind':
      return answerIn(kind, data);
    default:
      return null;
  }
}

function answerIn(kind: 'welcome' | 'behind', data: object): FeedMessage | null {
  const to = field(data, 'to');
  if (typeof to !== 'string') return null;
  if (kind === 'behind') return { kind, to };
  const said = field(data, 'events');
  const events = Array.isArray(said) ? said.map(eventIn) : [null];
  const read = events.filter((event) => event !== null);
  // One event that cannot be read is one that was missed.
  if (read.length < events.length) return { kind: 'behind', to };
  return { kind, to, events: read, cursor: idOrNull(field(data, 'cursor')), isOpen: field(data, 'isOpen') === true };
}
