import { exitCodes } from '@videoexpress/host';
import { describe, expect, it } from 'vitest';
import type { Command } from './option.ts';
import { parseInvocation } from './parse-invocation.ts';
import { editDistance, suggest } from './suggestion.ts';
import { parseAssignment, parsePort, parseSeconds, parseSize, parseWholeNumber } from './values.ts';

const command: Command = {
  name: 'make',
  summary: '',
  operands: { usage: 'WHAT', min: 1, max: 2 },
  options: [
    { name: 'seed', value: 'N', help: '' },
    { name: 'set', value: 'K=V', repeatable: true, help: '' },
    { name: 'output', short: 'o', value: 'FILE', help: '' },
    { name: 'no-open', help: '' },
  ],
  examples: [],
  run: async () => exitCodes.done,
};

function parsed(...args: string[]) {
  const result = parseInvocation(command, args);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function refused(...args: string[]): string {
  const result = parseInvocation(command, args);
  if (result.ok) throw new Error('expected a refusal');
  expect(result.error.exitCode).toBe(exitCodes.usage);
  return `${result.error.message} ${result.error.fix}`;
}

describe('understanding the command line', () => {
  it('takes options before, between and after operands, in every way to write them', () => {
    const given = parsed('--seed=7', 'a', '-o', 'x.mp4', '--set', 'a=1', '--set=b=2=3', '--no-open', 'b');
    expect(given.positionals).toEqual(['a', 'b']);
    expect([given.value('seed'), given.value('output'), given.values('set'), given.has('no-open')]).toEqual([
      '7',
      'x.mp4',
      ['a=1', 'b=2=3'],
      true,
    ]);
    expect([given.has('help'), given.value('nothing'), given.values('nothing')]).toEqual([false, null, []]);
  });

  it('takes everything after -- as it stands', () => {
    expect(parsed('--', '--seed').positionals).toEqual(['--seed']);
  });

  it('names what it does not know, and what was most likely meant', () => {
    expect(refused('a', '--sead', '7')).toContain('no option --sead. Did you mean --seed?');
    expect(refused('a', '-x')).toContain('no option -x');
    expect(refused('a', '--noopen')).toContain('Did you mean --no-open?');
  });

  it('notices a value that is missing, not wanted, or given twice', () => {
    expect(refused('a', '--seed')).toContain('--seed needs a value');
    expect(refused('a', '--seed', '--no-open')).toContain('"--no-open" is an option');
    expect(refused('a', '--seed=')).toContain('--seed needs a value');
    expect(refused('a', '--no-open=yes')).toContain('--no-open takes no value');
    expect(refused('a', '--seed', '1', '--seed', '2')).toContain('--seed is given twice');
    expect(parsed('a', '--seed', '-1').value('seed')).toBe('-1');
  });

  it('counts operands, but not when help is asked for', () => {
    expect(refused()).toContain('make needs WHAT');
    expect(refused('a', 'b', 'c')).toContain('"c"');
    expect(parsed('--help').has('help')).toBe(true);
  });
});

describe('the word that was meant', () => {
  it.each([
    ['statsu', 'status'],
    ['STATUS', 'status'],
    ['strat', 'start'],
    ['gen', 'generate'],
    ['docter', 'doctor'],
  ])('%s is %s', (word, meant) => {
    expect(suggest(word, ['start', 'stop', 'status', 'generate', 'doctor'])).toBe(meant);
  });

  it('is not guessed from far away', () => {
    expect(suggest('banana', ['start', 'stop'])).toBeNull();
    expect(suggest('x', ['start', 'stop'])).toBeNull();
  });

  it('counts a swap as one change', () => {
    expect([editDistance('strat', 'start'), editDistance('', 'abc'), editDistance('abc', 'abc')]).toEqual([1, 3, 0]);
  });
});

describe('values', () => {
  const value = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T | null =>
    result.ok ? result.value : null;

  it.each([
    ['5s', 5],
    ['5', 5],
    ['1500ms', 1.5],
    ['2m', 120],
    ['1.5 s', 1.5],
    ['1h', 3600],
    ['0s', null],
    ['-5s', null],
    ['5 parsecs', null],
    ['', null],
  ])('the time %j is %j seconds', (text, seconds) => {
    expect(value(parseSeconds('duration', text))).toBe(seconds);
  });

  it.each([
    ['832x480', { width: 832, height: 480 }],
    ['832×480', { width: 832, height: 480 }],
    ['832 X 480', { width: 832, height: 480 }],
    ['832', null],
    ['832x', null],
    ['axb', null],
  ])('the size %j is %j', (text, size) => {
    expect(value(parseSize(text))).toEqual(size);
  });

  it.each([
    ['8000', 8000],
    ['0', null],
    ['65536', null],
    ['80a', null],
    ['', null],
  ])('the port %j is %j', (text, port) => {
    expect(value(parsePort(text))).toBe(port);
  });

  it.each([
    ['7', 7],
    ['0', 0],
    ['4294967295', 4294967295],
    ['-1', null],
    ['1.5', null],
    ['x', null],
  ])('the number %j is %j', (text, number) => {
    expect(value(parseWholeNumber('seed', text))).toBe(number);
  });

  it('takes an assignment apart at its first equals sign', () => {
    expect(value(parseAssignment('prompt=a=b\nc'))).toEqual({ key: 'prompt', value: 'a=b\nc' });
    expect(value(parseAssignment('fps'))).toBeNull();
    expect(value(parseAssignment('=1'))).toBeNull();
  });
});
