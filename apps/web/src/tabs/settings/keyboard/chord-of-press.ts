import { isPressed, type KeyPress, readChord } from '../../../commands/chord.ts';

const modifiers = new Set([
  'Control',
  'Shift',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]);

/** A key press as a chord is written, `Mod+Shift+K`; null for a modifier alone and for what no shortcut can be. */
export function chordOfPress(press: KeyPress, isMac: boolean): string | null {
  if (modifiers.has(press.key)) return null;
  const held = [...((isMac ? press.metaKey : press.ctrlKey) ? ['Mod'] : []), ...(press.altKey ? ['Alt'] : [])];
  const keys = [press.key === ' ' ? 'Space' : press.key, /^(?:Key|Digit)([A-Z0-9])$/.exec(press.code)?.[1] ?? ''];
  for (const key of keys.filter((each) => each !== '')) {
    const named = key.length === 1 ? key.toUpperCase() : key;
    for (const shift of press.shiftKey ? [['Shift'], []] : [[]]) {
      const written = [...held, ...shift, named].join('+');
      if (isPressed(readChord(written), press, isMac) && isPlain(named)) return shortest(written, press, isMac);
    }
  }
  return null;
}

function isPlain(key: string): boolean {
  return key.length > 1 || /^[\u0021-\u007e]$/.test(key);
}

/** Whether a sign needs Shift depends on the keyboard, so Shift is left out where the sign says it all. */
function shortest(written: string, press: KeyPress, isMac: boolean): string {
  const without = written.replace('Shift+', '');
  return isPressed(readChord(without), press, isMac) ? without : written;
}
