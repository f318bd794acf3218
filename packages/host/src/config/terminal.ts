import type { Environment } from './machine.ts';

/** What the environment says about drawing on a terminal. */
export interface TerminalWishes {
  /** `never` by NO_COLOR or a dumb terminal, `always` by FORCE_COLOR, else as the stream is. See https://no-color.org. */
  readonly color: 'never' | 'always' | 'auto';
  /** No cursor movement: a dumb terminal or a build server. */
  readonly plain: boolean;
}

/** Reads what the person wants of a terminal's looks. */
export function terminalWishes(env: Environment): TerminalWishes {
  const plain = env['TERM'] === 'dumb' || isSet(env['CI']);
  if (isSet(env['NO_COLOR']) || env['TERM'] === 'dumb') return { color: 'never', plain };
  const forced = env['FORCE_COLOR'];
  if (isSet(forced) && forced !== '0' && forced !== 'false') return { color: 'always', plain };
  return { color: 'auto', plain };
}

/** Whether npm runs this program, as `npx …` and `npm start` do; npm says so to all its children. */
export function isCalledByNpm(env: Environment): boolean {
  return isSet(env['npm_execpath']);
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
