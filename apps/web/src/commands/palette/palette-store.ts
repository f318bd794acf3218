import { useSyncExternalStore } from 'react';

/** What lies over the page: the palette, the list of shortcuts, or neither. */
export type Overlay = 'palette' | 'shortcuts' | null;

/** The command that opens the palette, and the key it has unless Settings name another. */
export const findCommand = { id: 'palette.open', label: 'Find anything', group: 'go', keys: 'Mod+K' } as const;

let shown: Overlay = null;
const listeners = new Set<() => void>();

/** Opens one of them in place of the other, or closes it with null. */
export function showOverlay(overlay: Overlay): void {
  shown = overlay;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Which of them is open. */
export function useOverlay(): Overlay {
  return useSyncExternalStore(
    subscribe,
    () => shown,
    () => null,
  );
}
