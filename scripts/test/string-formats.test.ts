import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import withoutStringFormats from '../../apps/web/build-steps/without-string-formats.mjs';

const contract = fileURLToPath(new URL('../../packages/job-schema/', import.meta.url));
const zodTypes = createRequire(`${contract}package.json`)
  .resolve('zod')
  .replace(/index\.c?js$/, 'v4/classic/schemas.js');

describe('the build step for zod’s texts', () => {
  const source = readFileSync(zodTypes, 'utf8');
  const taken = [
    ...source.matchAll(/^ {4}(\w+)\(params\) \{\n {8}return this\.check\(core\._\w+\(Zod\w+, params\)\);/gm),
  ];
  const names = taken.map(([, name]) => name ?? '');

  it('takes the formats of a text out, and nothing else', () => {
    expect(names).toEqual(expect.arrayContaining(['jwt', 'email', 'datetime']));
    const without = withoutStringFormats(source);
    for (const name of names) expect(without).not.toContain(`    ${name}(params) {\n        return this`);
    expect(without.match(/^export (const|function) \w+/gm)).toEqual(source.match(/^export (const|function) \w+/gm));
  });

  it('takes nothing that the contract uses', () => {
    const used = new RegExp(String.raw`[)\]]\s*\.(${names.join('|')})\(`);
    const files = globSync('src/**/*.ts', { cwd: contract }).filter((file) => !file.endsWith('.test.ts'));
    expect(files.filter((file) => used.test(readFileSync(contract + file, 'utf8')))).toEqual([]);
  });
});
