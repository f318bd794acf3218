/** One value of the daemon's, with the event row it is as new as (null: not known, so any event is newer). */
export interface Stamped<T> {
  readonly value: T;
  readonly eventId: number | null;
}

/** The value after an event, unless what is there already includes that event. */
export function stampedBy<T>(known: Stamped<T>, eventId: number, change: (value: T) => T): Stamped<T> {
  if (known.eventId !== null && eventId <= known.eventId) return known;
  return { value: change(known.value), eventId };
}

/** The oldest of several snapshots' event rows: a stream opened after it misses nothing of any of them. */
export function oldestEventId(ids: readonly (number | null)[]): number | null {
  const known = ids.filter((id) => id !== null);
  return known.length === 0 ? null : Math.min(...known);
}
