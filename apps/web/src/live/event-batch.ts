import type { StreamEvent } from '@videoexpress/job-schema';

/** Gathers events until the page is about to draw, so that a hundred a second cost one update a frame. */
export interface EventBatch {
  readonly add: (event: StreamEvent) => void;
  /** Hands over at once what was gathered. */
  readonly flush: () => void;
}

/** What an event is about: of several about the same thing, the last one says it all. */
function subjectOf({ topic, payload }: StreamEvent): string {
  return 'id' in payload ? `${topic} ${payload.id}` : topic;
}

/**
 * `schedule` calls what it is given before the next frame, or soon where no frames are drawn, and returns the way to stop
 * that. `apply` gets the events in their order, without those that a later one overtook.
 */
export function createEventBatch(
  schedule: (flush: () => void) => () => void,
  apply: (events: readonly StreamEvent[]) => void,
): EventBatch {
  const latest = new Map<string, StreamEvent>();
  let cancel: (() => void) | null = null;

  const flush = () => {
    cancel?.();
    cancel = null;
    if (latest.size === 0) return;
    const events = [...latest.values()];
    latest.clear();
    apply(events);
  };
  return {
    add(event) {
      const subject = subjectOf(event);
      latest.delete(subject);
      latest.set(subject, event);
      cancel ??= schedule(flush);
    },
    flush,
  };
}

/** A tab that is not seen draws no frames; its title is still kept true. */
const unseenDelayMs = 250;

/** Before the next frame; in a tab that is not seen, after a quarter of a second. */
export function beforeNextFrame(act: () => void): () => void {
  const frame = requestAnimationFrame(act);
  const timer = setTimeout(act, unseenDelayMs);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
