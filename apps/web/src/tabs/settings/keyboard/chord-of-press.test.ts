import { describe, expect, it } from 'vitest';
import type { KeyPress } from '../../../commands/chord.ts';
import { chordOfPress } from './chord-of-press.ts';

function press(key: string, code: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, code, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
}

describe('a key press as a chord', () => {
  it.each([
    [press('r', 'KeyR'), 'R'],
    [press('R', 'KeyR', { shiftKey: true }), 'Shift+R'],
    [press('k', 'KeyK', { ctrlKey: true }), 'Mod+K'],
    [press('K', 'KeyK', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+K'],
    [press('?', 'Slash', { shiftKey: true }), '?'],
    [press('ArrowUp', 'ArrowUp', { altKey: true }), 'Alt+ArrowUp'],
    [press(' ', 'Space'), 'Space'],
    [press('к', 'KeyR'), 'R'],
    [press('+', 'BracketRight'), '+'],
  ])('%j is %s', (pressed, chord) => expect(chordOfPress(pressed, false)).toBe(chord));

  it('goes by the command key on a Mac, and by the place where Alt hides the letter', () => {
    expect(chordOfPress(press('k', 'KeyK', { metaKey: true }), true)).toBe('Mod+K');
    expect(chordOfPress(press('π', 'KeyP', { altKey: true }), true)).toBe('Alt+P');
  });

  it.each([press('Shift', 'ShiftLeft', { shiftKey: true }), press('k', 'KeyK', { metaKey: true })])(
    '%j is none',
    (pressed) => expect(chordOfPress(pressed, false)).toBeNull(),
  );
});
