import { describe, expect, it } from 'vitest';
import { conflictOf } from './key-conflict.ts';
import { type KnownCommand, knownCommands } from './known-commands.ts';

const queue: KnownCommand = { id: 'queue.toggle', label: 'Open or close the queue', keys: 'Q' };
const mute: KnownCommand = { id: 'player.mute', label: 'Sound on or off', keys: 'M' };
const move: KnownCommand = { id: 'library.project', label: 'Move to a project', keys: 'M' };
const all = [queue, mute, move];

describe('conflictOf', () => {
  it('names the command that has the chord', () => {
    expect(conflictOf(mute, 'Q', all, {})).toBe(queue);
    expect(conflictOf(mute, 'X', all, {})).toBeNull();
    expect(conflictOf(mute, 'M', [mute], {})).toBeNull();
  });

  it('goes by the keys as they are set now', () => {
    expect(conflictOf(mute, 'Q', all, { 'queue.toggle': 'Shift+Q' })).toBeNull();
    expect(conflictOf(mute, 'Shift+Q', all, { 'queue.toggle': 'Shift+Q' })).toBe(queue);
    expect(conflictOf(mute, 'Q', all, { 'queue.toggle': null })).toBeNull();
  });

  it('leaves what is never there at the same time alone', () => {
    expect(conflictOf(move, 'M', all, {})).toBeNull();
  });
});

describe('the default keys', () => {
  it('are each of one command, wherever commands meet', () => {
    const clashes = knownCommands.flatMap((command) => {
      const other = command.keys === undefined ? null : conflictOf(command, command.keys, knownCommands, {});
      return other === null ? [] : [`${command.id} and ${other.id}: ${command.keys}`];
    });
    expect(clashes).toEqual([]);
  });
});
