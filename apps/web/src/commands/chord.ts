/** A key with the modifiers held down with it. `mod` is Ctrl, on a Mac the command key. */
export interface Chord {
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** As in `KeyboardEvent.key`: a letter as a capital, `Space` for the space. */
  readonly key: string;
}

/** What a key press has of a `KeyboardEvent`. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Reads a chord as in `Mod+Shift+K`, `Shift+X`, `?` or `ArrowLeft`. */
export function readChord(written: string): Chord {
  // The plus itself may be the key.
  const parts = written.split(/\+(?=.)/);
  const key = parts.pop() ?? '';
  const held = new Set(parts.map((part) => part.toLowerCase()));
  return { mod: held.has('mod'), shift: held.has('shift'), alt: held.has('alt'), key: namedKey(key) };
}

function namedKey(key: string): string {
  if (key === ' ') return 'Space';
  return key.length === 1 ? key.toUpperCase() : key;
}

function isLetter(key: string): boolean {
  return key.length === 1 && key.toLowerCase() !== key.toUpperCase();
}

/** The letter or digit by its place on the keyboard: what a layout of another script, or Alt on a Mac, hides. */
function keyByPlace(code: string): string | null {
  return /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1] ?? null;
}

/** Whether a key press is this chord. `isMac` says which key Mod is. */
export function isPressed(chord: Chord, press: KeyPress, isMac: boolean): boolean {
  const { ctrlKey, metaKey, altKey, shiftKey } = press;
  const [mod, other] = isMac ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  if (mod !== chord.mod || other || altKey !== chord.alt) return false;
  // Which signs need Shift depends on the layout, so for them it says nothing.
  const shiftSays = chord.shift || isLetter(chord.key) || chord.key.length > 1;
  if (shiftSays && shiftKey !== chord.shift) return false;
  const key = namedKey(press.key);
  if (key === chord.key) return true;
  const isHidden = altKey || !/^[\u0020-\u007e]+$/.test(press.key);
  return isHidden && keyByPlace(press.code) === chord.key;
}

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
};
const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };

/** The keys of a chord as they are shown, one after the other: `Ctrl`, `Shift`, `K`. */
export function keyNames(written: string, isMac: boolean): readonly string[] {
  const { mod, shift, alt, key } = readChord(written);
  const held = [mod ? 'Mod' : '', alt ? 'Alt' : '', shift ? 'Shift' : ''].filter((name) => name !== '');
  const names = held.map((name) => (isMac ? (macSigns[name] ?? name) : name === 'Mod' ? 'Ctrl' : name));
  return [...names, signs[key] ?? key];
}
