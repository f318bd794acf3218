import { describe, expect, it } from 'vitest';
import { isPressed, type KeyPress, keyNames, readChord } from './chord.ts';

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return { key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more };
}

function isChord(written: string, pressed: KeyPress, isMac = false): boolean {
  return isPressed(readChord(written), pressed, isMac);
}

describe('a chord', () => {
  it('is Ctrl on most machines and the command key on a Mac', () => {
    expect(isChord('Mod+K', press('k', { ctrlKey: true }))).toBe(true);
    expect(isChord('Mod+K', press('k', { metaKey: true }))).toBe(false);
    expect(isChord('Mod+K', press('k', { metaKey: true }), true)).toBe(true);
    expect(isChord('Mod+K', press('k', { ctrlKey: true }), true)).toBe(false);
  });

  it('wants exactly its modifiers', () => {
    expect(isChord('K', press('k'))).toBe(true);
    expect(isChord('K', press('K', { shiftKey: true }))).toBe(false);
    expect(isChord('K', press('k', { ctrlKey: true }))).toBe(false);
    expect(isChord('Shift+K', press('K', { shiftKey: true }))).toBe(true);
    expect(isChord('Shift+ArrowLeft', press('ArrowLeft'))).toBe(false);
    expect(isChord('Mod+Shift+K', press('K', { ctrlKey: true, shiftKey: true }))).toBe(true);
  });

  it('takes a sign however the layout makes it', () => {
    expect(isChord('?', press('?', { shiftKey: true }))).toBe(true);
    expect(isChord('?', press('?'))).toBe(true);
    expect(isChord('Mod++', press('+', { ctrlKey: true }))).toBe(true);
    expect(isChord('Space', press(' '))).toBe(true);
  });

  it('is found by its place where the layout writes another script, or Alt another sign', () => {
    expect(isChord('Mod+K', press('л', { code: 'KeyK', ctrlKey: true }))).toBe(true);
    expect(isChord('Alt+K', press('˚', { code: 'KeyK', altKey: true }), true)).toBe(true);
    expect(isChord('K', press('h', { code: 'KeyK' })), 'Latin, in another order').toBe(false);
  });
});

describe('keyNames', () => {
  it('shows the keys as they are written on the keyboard', () => {
    expect(keyNames('Mod+Shift+K', false)).toEqual(['Ctrl', 'Shift', 'K']);
    expect(keyNames('Mod+Shift+K', true)).toEqual(['⌘', '⇧', 'K']);
    expect(keyNames('ArrowLeft', false)).toEqual(['←']);
    expect(keyNames('?', false)).toEqual(['?']);
  });
});
