import { useSyncExternalStore } from 'react';

/** A note at the edge of the page: what was done, and the way to undo it. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'negative';
  readonly action?: {
    readonly label: string;
    readonly run: () => void;
    /** It leads back from what was done though it is not called Undo: a cancelled job is queued again. */
    readonly isWayBack?: true;
  };
}

/** What most ways back are called. Another action, such as a link to what was made, is not run by the key of undoing. */
const undoLabel = 'Undo';

/** Whether a note offers the way back from what it says. */
export function canUndo({ action }: Toast): boolean {
  return action?.label === undoLabel || action?.isWayBack === true;
}

const none: readonly Toast[] = [];
const most = 3;
let toasts: readonly Toast[] = none;
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a note. Of more than three, the oldest goes. Returns what `dismissToast` takes. */
export function showToast(toast: { text: string; tone?: Toast['tone']; action?: Toast['action'] }): number {
  lastId += 1;
  const { text, tone = 'plain', action } = toast;
  set([...toasts, { id: lastId, text, tone, ...(action === undefined ? {} : { action }) }].slice(-most));
  return lastId;
}

/** Takes a note away, if it is still there. */
export function dismissToast(id: number): void {
  if (toasts.some((toast) => toast.id === id)) set(toasts.filter((toast) => toast.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The notes there are, oldest first. */
export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    subscribe,
    () => toasts,
    () => none,
  );
}
