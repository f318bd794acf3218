import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { knownVariables } from '@videoexpress/host';
import { afterEach, describe, expect, it } from 'vitest';
import { CanarySearch, plainCanary } from '../testing/canary/canaries.ts';

const repository = fileURLToPath(new URL('../../../..', import.meta.url));
const web = join(repository, 'apps', 'web');
/** As deep below the repository as the page itself, so that everything it refers to by a relative path is there. */
const buildsFolder = join(repository, '.cache');
const notSources = new Set(['.next', 'out', 'e2e', '.turbo']);

/** Read by a page that only the copy has: what the search must find, or else it looked at nothing. */
const shownName = 'NEXT_PUBLIC_CANARY_SHOWN';
const shown = plainCanary(shownName);
const kept = knownVariables.flatMap(({ name }) => [
  { name, file: 'environment', bird: plainCanary(`${name} in the environment`) },
  { name, file: '.env', bird: plainCanary(`${name} in .env`) },
  { name: `NEXT_PUBLIC_${name}`, file: 'environment', bird: plainCanary(`NEXT_PUBLIC_${name}`) },
]);

let copy = '';
afterEach(() => {
  if (copy !== '') rmSync(copy, { recursive: true, force: true });
});

/** The page's sources beside the real ones, so that what a studio or a browser test serves is not built over. */
function copySources(): void {
  mkdirSync(buildsFolder, { recursive: true });
  copy = mkdtempSync(join(buildsFolder, 'canary-pages-'));
  const isSource = (path: string) => !notSources.has(relative(web, path).split(sep)[0] ?? '');
  cpSync(web, copy, { recursive: true, verbatimSymlinks: true, filter: isSource });
  const page = join(copy, 'src', 'app', 'canary');
  mkdirSync(page);
  writeFileSync(
    join(page, 'page.tsx'),
    `export default function Canary() {\n  return <p>{process.env.${shownName}}</p>;\n}\n`,
  );
}

describe('the pages', () => {
  it('built where every key is set hold none of them', { timeout: 300_000 }, () => {
    copySources();
    const inFile = kept.filter(({ file }) => file === '.env');
    writeFileSync(join(copy, '.env'), inFile.map(({ name, bird }) => `${name}=${bird.value}\n`).join(''));
    const env = Object.fromEntries(
      kept.filter(({ file }) => file === 'environment').map(({ name, bird }) => [name, bird.value]),
    );
    const next = join(copy, 'node_modules', 'next', 'dist', 'bin', 'next');
    const built = spawnSync(process.execPath, [next, 'build'], {
      cwd: copy,
      env: { ...process.env, ...env, NODE_ENV: 'production', [shownName]: shown.value },
      encoding: 'utf8',
    });
    expect([built.status, built.status === 0 ? '' : built.stdout + built.stderr]).toEqual([0, '']);

    const search = new CanarySearch([...kept.map(({ bird }) => bird), shown]);
    const out = join(copy, 'out');
    for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      search.look('pages', relative(out, path), readFileSync(path));
    }
    expect(search.leaks.filter((leak) => !leak.includes(shown.label))).toEqual([]);
    expect(search.leaks.length).toBeGreaterThan(0);
    expect(search.searched.get('pages') ?? 0).toBeGreaterThan(500_000);
  });
});
