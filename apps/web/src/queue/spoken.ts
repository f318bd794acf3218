import { useSyncExternalStore } from 'react';

let spoken = '';
const listeners = new Set<() => void>();

/** Says something aloud to whoever listens with a screen reader. */
export function say(text: string): void {
  // The same words twice would be said once; a space that is not heard makes them new.
  spoken = text === spoken ? `${text}\u00a0` : text;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is to be said. */
export function useSpoken(): string {
  return useSyncExternalStore(
    subscribe,
    () => spoken,
    () => '',
  );
}
