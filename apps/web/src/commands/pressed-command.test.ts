import { describe, expect, it } from 'vitest';
import type { KeyPress } from './chord.ts';
import type { Command } from './command-registry.ts';
import type { KeyTarget } from './key-target.ts';
import { eachOnce, keysOf, pressedCommand } from './pressed-command.ts';

const page: KeyTarget = { typing: false, owns: () => false, behindDialog: false };

function command(id: string, keys: string, more: Partial<Command> = {}): Command {
  return { id, label: id, group: 'do', keys, run: () => {}, ...more };
}

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return { key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more };
}

function meant(pressed: KeyPress, at: KeyTarget, commands: readonly Command[], changed = {}): string | null {
  return pressedCommand(pressed, at, commands, changed, false)?.id ?? null;
}

describe('pressedCommand', () => {
  const remix = command('remix', 'R');
  const palette = command('palette', 'Mod+K', { whileTyping: true });

  it('leaves letters to a field that a person types in, and gives it the chords that are meant there too', () => {
    const field = { ...page, typing: true };
    expect(meant(press('r'), field, [remix])).toBeNull();
    expect(meant(press('k', { ctrlKey: true }), field, [palette])).toBe('palette');
    expect(meant(press('r'), field, [command('bad', 'R', { whileTyping: true })]), 'a letter is a letter').toBeNull();
  });

  it('leaves a key to the element that acts on it', () => {
    const button = { ...page, owns: (key: string) => key === ' ' };
    expect(meant(press(' '), button, [command('play', 'Space')])).toBeNull();
    expect(meant(press(' '), page, [command('play', 'Space')])).toBe('play');
  });

  it('rests behind a dialog, but for the commands of the dialog itself', () => {
    const behind = { ...page, behindDialog: true };
    expect(meant(press('r'), behind, [remix])).toBeNull();
    expect(meant(press('r'), behind, [command('own', 'R', { inDialog: true })])).toBe('own');
  });

  it('takes the command offered last', () => {
    expect(meant(press('r'), page, [remix, command('later', 'R')])).toBe('later');
  });

  it('goes by the keys that Settings name', () => {
    expect(meant(press('x'), page, [remix], { remix: 'X' })).toBe('remix');
    expect(meant(press('r'), page, [remix], { remix: 'X' })).toBeNull();
    expect(meant(press('r'), page, [remix], { remix: null })).toBeNull();
    expect(keysOf(remix, { remix: null })).toBeNull();
  });
});

describe('eachOnce', () => {
  it('keeps of two with one id the one offered last', () => {
    expect(eachOnce([command('a', 'A'), command('b', 'B'), command('a', 'C')]).map(({ keys }) => keys)).toEqual([
      'C',
      'B',
    ]);
  });
});
