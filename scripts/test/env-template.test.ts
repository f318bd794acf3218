import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { knownVariables } from '../../packages/host/src/config/known-variables.ts';

const template = readFileSync(new URL('../../.env.production.template', import.meta.url), 'utf8');

describe('.env.production.template', () => {
  it('lists exactly the variables that are read, each empty', () => {
    const expected = Object.fromEntries(knownVariables.map(({ name }) => [name, '']));
    expect(parseEnv(template)).toEqual(expected);
  });

  it('says above each what it is for', () => {
    const lines = template.split('\n');
    const unexplained = lines.filter(
      (line, index) => /^[A-Z_]+=/.test(line) && !/^(#|[A-Z_]+=)/.test(lines[index - 1] ?? ''),
    );
    expect(unexplained).toEqual([]);
  });
});
