'use client';

import { type Command, useCommands } from '../commands/command-registry.ts';
import { type Later, ToastNote } from './toast-note.tsx';
import { canUndo, dismissToast, useToasts } from './toast-store.ts';

const undoKeys = 'Mod+Z';
const none: readonly Command[] = [];

const byTimer: Later = (delayMs, next) => {
  const timer = setTimeout(next, delayMs);
  return () => clearTimeout(timer);
};

/**
 * The notes, bottom left of the page beside its foot, on a phone above it; read aloud as they come. Ctrl or Cmd with Z
 * runs the newest that can be undone.
 */
export function ToastList({ later = byTimer }: { later?: Later }) {
  const toasts = useToasts();
  const newest = toasts.findLast(canUndo);
  const { action } = newest ?? {};
  const undo = () => {
    if (newest === undefined) return;
    dismissToast(newest.id);
    newest.action?.run();
  };
  useCommands(
    action === undefined ? none : [{ id: 'undo', label: action.label, group: 'do', keys: undoKeys, run: undo }],
  );
  return (
    <section
      aria-label="Notes"
      className="pointer-events-none fixed bottom-4 left-[calc(var(--rail-width)+var(--foot-width,0px)+16px)] z-30 max-w-[min(480px,calc(100vw-var(--rail-width)-var(--foot-width,0px)-var(--strip-width)-32px))] max-md:bottom-[calc(var(--tab-bar-space)+var(--foot-height,0px)+8px)] max-md:left-2 max-md:max-w-[calc(100vw-16px)]"
    >
      <ul aria-live="polite" aria-relevant="additions" className="grid gap-2">
        {toasts.map((toast) => (
          <ToastNote key={toast.id} toast={toast} keys={toast === newest ? undoKeys : null} later={later} />
        ))}
      </ul>
    </section>
  );
}
