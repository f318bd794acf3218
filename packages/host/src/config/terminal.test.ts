import { describe, expect, it } from 'vitest';
import { isCalledByNpm, terminalWishes } from './terminal.ts';

describe('what the environment wants of a terminal', () => {
  it.each([
    [{}, { color: 'auto', plain: false }],
    [{ NO_COLOR: '1' }, { color: 'never', plain: false }],
    [{ NO_COLOR: '' }, { color: 'auto', plain: false }],
    [{ FORCE_COLOR: '1' }, { color: 'always', plain: false }],
    [{ FORCE_COLOR: '0' }, { color: 'auto', plain: false }],
    [
      { NO_COLOR: '1', FORCE_COLOR: '1' },
      { color: 'never', plain: false },
    ],
    [{ TERM: 'dumb' }, { color: 'never', plain: true }],
    [{ CI: 'true' }, { color: 'auto', plain: true }],
  ])('%j', (env, expected) => {
    expect(terminalWishes(env)).toEqual(expected);
  });
});

describe('isCalledByNpm', () => {
  it('goes by what npm says to its children', () => {
    expect(isCalledByNpm({ npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js' })).toBe(true);
    expect(isCalledByNpm({ npm_config_cache: '/cache' })).toBe(false);
    expect(isCalledByNpm({ npm_execpath: '' })).toBe(false);
  });
});
