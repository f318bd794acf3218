import { readChord } from '../../../commands/chord.ts';
import type { ChangedKeys } from '../../../commands/pressed-command.ts';
import { canMeet } from './command-places.ts';
import type { KnownCommand } from './known-commands.ts';

/** The key of a command as it is set now; null for none. */
export function keysNow(command: KnownCommand, changed: ChangedKeys): string | null {
  const set = changed[command.id];
  return set === undefined ? (command.keys ?? null) : set;
}

/** The other command that has this chord where both are there; null when it is free. */
export function conflictOf(
  command: KnownCommand,
  chord: string,
  commands: readonly KnownCommand[],
  changed: ChangedKeys,
): KnownCommand | null {
  const wanted = JSON.stringify(readChord(chord));
  const conflict = commands.find((other) => {
    if (other.id === command.id || !canMeet(command.id, other.id)) return false;
    const keys = keysNow(other, changed);
    return keys !== null && JSON.stringify(readChord(keys)) === wanted;
  });
  return conflict ?? null;
}
