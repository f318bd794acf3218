import type { Command } from './command-registry.ts';
import { isPressed, type KeyPress, readChord } from './chord.ts';
import type { KeyTarget } from './key-target.ts';

/** Keys that were changed in Settings, by command; null where a person took a command's key away. */
export type ChangedKeys = Readonly<Record<string, string | null>>;

/** The key of a command as it now is; null for none. */
export function keysOf(command: Command, changed: ChangedKeys): string | null {
  const set = changed[command.id];
  return set === undefined ? (command.keys ?? null) : set;
}

/** The commands there are, each once: of two with one id, the one offered last. */
export function eachOnce(commands: readonly Command[]): readonly Command[] {
  return [...new Map(commands.map((command) => [command.id, command])).values()];
}

/** The command that a key press is for, the one offered last where several want it; null for none. */
export function pressedCommand(
  press: KeyPress,
  at: KeyTarget,
  commands: readonly Command[],
  changed: ChangedKeys,
  isMac: boolean,
): Command | null {
  // With Ctrl or Cmd it is no longer what an element does by itself: Ctrl+Enter queues from a button too.
  if (!press.ctrlKey && !press.metaKey && at.owns(press.key)) return null;
  const isMeant = (command: Command) => {
    const keys = keysOf(command, changed);
    if (keys === null) return false;
    const chord = readChord(keys);
    if (at.behindDialog && command.inDialog !== true) return false;
    if (at.typing && !(command.whileTyping === true && (chord.mod || chord.alt))) return false;
    return isPressed(chord, press, isMac);
  };
  return commands.findLast(isMeant) ?? null;
}
