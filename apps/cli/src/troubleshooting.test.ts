import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '@videoexpress/host';
import { describe, expect, it } from 'vitest';
import { commands } from './commands/index.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const page = readFileSync(join(root, 'docs', 'troubleshooting.md'), 'utf8');

/** Everything that the program can say, with what it fills in taken out. */
function sources(): string {
  const folders = ['apps/cli/src', 'apps/cli/bin', 'apps/daemon/src', 'packages'];
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map((name) => join(root, folder, String(name))),
    )
    .filter((path) => /\.(ts|js)$/.test(path) && !/node_modules|\.test\.ts$|[/\\](dist|testing)[/\\]/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
    .replaceAll(/\$\{oldestMajor\}\.\$\{oldestMinor\}/g, '22.14');
}

/** The quoted messages of the first column of each table. */
const messages = [...page.matchAll(/^\| (?:[^|`]*)`([^`]+)`/gm)].map(([, text = '']) => text);

describe('docs/troubleshooting.md', () => {
  const said = sources();

  it('quotes enough to be worth it', () => {
    expect(messages.length).toBeGreaterThan(20);
  });

  it.each(messages)('quotes what the program says: %s', (message) => {
    // What stands between dots and a number is filled in.
    const parts = message.split(/…|8000/).map((part) => part.trim());
    for (const part of parts.filter((each) => each !== '')) expect([part, said.includes(part)]).toEqual([part, true]);
  });

  it('names commands and exit codes that there are', () => {
    const named = [...page.matchAll(/videoexpress ([a-z-]+)(?: ([a-z-]+))?/g)];
    for (const [, first = '', second = ''] of named) {
      const known = commands.some(({ name }) => name === first || name === `${first} ${second}`);
      expect([first, second, known]).toEqual([first, second, true]);
    }
    const codes = [...page.matchAll(/` \((\d)\)/g)].map(([, code]) => Number(code));
    expect(codes.filter((code) => !Object.values(exitCodes).some((known) => known === code))).toEqual([]);
  });
});
