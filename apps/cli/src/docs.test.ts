import { readFileSync } from 'node:fs';
import { exitCodes } from '@videoexpress/host';
import { describe, expect, it } from 'vitest';
import { commands } from './commands/index.ts';

const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');

/** The part of the page under each command's heading. */
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((text) => [/^`videoexpress ([^`]+)`/.exec(text)?.[1] ?? text, text.split(/^## /m)[0] ?? '']),
);

describe('docs/cli.md', () => {
  it('has a section for each command, in the order of the help', () => {
    expect([...sections.keys()]).toEqual(commands.map(({ name }) => name));
  });

  it.each(commands.map((command) => [command.name, command] as const))(
    'lists the options of %s, no more and no fewer',
    (name, command) => {
      const rows = [...(sections.get(name) ?? '').matchAll(/^\| `(?:-\w`, `)?--([\w-]+)(?: ([^`]+))?` \|/gm)];
      const listed = rows.map(([, option, value]) => ({ option, value }));
      expect(listed).toEqual(command.options.map((option) => ({ option: option.name, value: option.value })));
      const shorts = command.options.flatMap(({ short }) => (short === undefined ? [] : [short]));
      expect([...(sections.get(name) ?? '').matchAll(/^\| `-(\w)`/gm)].map(([, short]) => short)).toEqual(shorts);
    },
  );

  it('lists the exit codes', () => {
    const table = page.slice(page.indexOf('## Exit codes'), page.indexOf('## Commands'));
    expect([...table.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))).toEqual(Object.values(exitCodes));
  });
});
