import { useEffect, useRef, useSyncExternalStore } from 'react';

export const commandGroups = ['do', 'go', 'player', 'library', 'queue'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/**
 * Something a person can do at this moment, by key, from the palette, or both. `keys` is the default chord, as in
 * `Mod+Shift+K`, `Shift+X`, `R`, `?`, `ArrowLeft`; `Mod` is Ctrl, on a Mac the command key. Settings may name another.
 */
export interface Command {
  /** Stable: Settings keep changed keys by it. */
  readonly id: string;
  readonly label: string;
  readonly group: CommandGroup;
  readonly keys?: string;
  /** Also while a person types in a field. Only for chords with Mod or Alt. */
  readonly whileTyping?: boolean;
  /** It belongs to a dialog, so it is there while one is open. All others rest then. */
  readonly inDialog?: boolean;
  readonly run: () => void;
}

const none: readonly Command[] = [];
let registered: readonly (readonly Command[])[] = [];
let flat: readonly Command[] = none;
const listeners = new Set<() => void>();

function set(next: readonly (readonly Command[])[]): void {
  registered = next;
  flat = next.flat();
  for (const listener of listeners) listener();
}

/** Offers commands while the component is there. Those registered last win a key. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const names = commands.map(({ id, label, keys }) => `${id}\n${label}\n${keys ?? ''}`).join('\n\n');
  useEffect(() => {
    const mine = latest.current.map((command, index) => ({
      ...command,
      run: () => latest.current[index]?.run(),
    }));
    set([...registered, mine]);
    return () => set(registered.filter((each) => each !== mine));
  }, [names]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Every command offered at this moment. */
export function useOfferedCommands(): readonly Command[] {
  return useSyncExternalStore(
    subscribe,
    () => flat,
    () => none,
  );
}
