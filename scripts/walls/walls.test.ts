import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { checkWalls } from './check-walls.ts';
import { describeViolation } from './violation.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const manifest = (name: string, dependencies: string[] = [], devDependencies: string[] = []): string =>
  JSON.stringify({
    name,
    exports: { '.': './src/index.ts', './testing': './src/testing/index.ts' },
    dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, '1'])),
    devDependencies: Object.fromEntries(devDependencies.map((dependency) => [dependency, '1'])),
  });

/** A small tree that keeps every rule, with `planted` files added or put in place of its own. */
function plant(planted: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'videoexpress-walls-'));
  folders.push(root);
  const tree: Record<string, string> = {
    'package.json': manifest('root', [], ['vitest']),
    'packages/job-schema/package.json': manifest('@videoexpress/job-schema', ['zod']),
    'packages/job-schema/src/index.ts': "export * from './job.ts';\nexport { type Job, job } from './job.ts';\n",
    'packages/job-schema/src/job.ts': "import { z } from 'zod';\nexport const job = z;\nexport type Job = 1;\n",
    'packages/studio/package.json': manifest('@videoexpress/studio', ['@videoexpress/job-schema']),
    'packages/studio/src/index.ts': "export { enqueue } from './enqueue.ts';\n",
    'packages/studio/src/enqueue.ts': "import { job } from '@videoexpress/job-schema';\nexport const enqueue = job;\n",
    'packages/host/package.json': manifest('@videoexpress/host', ['@videoexpress/job-schema']),
    'packages/host/src/config/read.ts': 'export const home = process.env.HOME;\n',
    'apps/cli/package.json': manifest('videoexpress', [], ['@videoexpress/host']),
    'apps/cli/src/printer/print.ts': 'export const print = console.log;\n',
    'apps/cli/src/main.ts': "import { home } from '@videoexpress/host';\nexport const main = home;\n",
    'apps/daemon/package.json': manifest('@videoexpress/daemon', ['@videoexpress/studio']),
    'apps/web/package.json': manifest('@videoexpress/web', ['@videoexpress/job-schema', 'react']),
    'apps/web/src/app/page.tsx': "import { use } from 'react';\nexport default function Page() { return use; }\n",
    ...planted,
  };
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Rule and place of each violation. */
function found(planted: Record<string, string>): string[] {
  return checkWalls(plant(planted)).map(({ rule, file, line }) => `${rule} ${file}:${line}`);
}

const studioFile = 'packages/studio/src/planted.ts';
const studioTest = 'packages/studio/src/planted.test.ts';

const plantedEdges: [name: string, path: string, text: string, rule: string, line: number][] = [
  [
    'a package that depends on a room of its own floor',
    'packages/studio/package.json',
    manifest('@videoexpress/studio', ['@videoexpress/job-schema', '@videoexpress/host']),
    'edge',
    0,
  ],
  [
    'the UI that depends on the rules',
    'apps/web/package.json',
    manifest('@videoexpress/web', ['@videoexpress/job-schema', 'react', '@videoexpress/studio']),
    'edge',
    0,
  ],
  ['a package that imports one above it', studioFile, "\nexport * from '@videoexpress/local-store';", 'undeclared', 2],
  ['an import of a known package above', studioFile, "import '@videoexpress/host';", 'edge', 1],
  ['an import across packages by path', studioFile, "import '../../host/src/config/read.ts';", 'edge', 1],
  ['an import past the door', studioFile, "import '@videoexpress/job-schema/src/job.ts';", 'edge', 1],
  ['a product file that imports test material', studioFile, "import '@videoexpress/job-schema/testing';", 'edge', 1],
  ['the command line that imports the daemon', 'apps/cli/src/main.ts', "import '@videoexpress/daemon';", 'edge', 1],
  ['a module that is not declared', studioFile, "import { z } from 'zod';", 'undeclared', 1],
  ['a development module in product code', studioFile, "import { it } from 'vitest';", 'undeclared', 1],
  ['rules that open files', studioFile, "import { open } from 'node:fs/promises';", 'outside', 1],
  ['Node in what runs in a browser', 'packages/job-schema/src/x.ts', "import 'node:crypto';", 'outside', 1],
  [
    'another link than the studio’s own',
    'apps/web/src/x.tsx',
    "import Link from 'next/link';\nexport { Link };",
    'link',
    1,
  ],
  ['the environment read elsewhere', 'packages/host/src/x.ts', 'export const x = process.env.HOME;', 'environment', 1],
  ['a console outside the printer', 'apps/cli/src/x.ts', "console.error('x');", 'console', 1],
  ['a default export', studioFile, 'export default 1;', 'default-export', 1],
  ['a default export by another name', studioFile, 'const a = 1;\nexport { a as default };', 'default-export', 2],
  ['a mocked module', studioTest, "import { vi } from 'vitest';\nvi.mock('./enqueue.ts');", 'mocking', 2],
  ['a mocked function', studioTest, "import { vi } from 'vitest';\nconst a = vi.fn();", 'mocking', 2],
  ['a skipped test', studioTest, "import { it } from 'vitest';\nit.skip('a', () => {});", 'skipped-test', 2],
  ['a focused test', studioTest, "import { it } from 'vitest';\nit.concurrent.only('a');", 'skipped-test', 2],
  [
    'a test that runs now and then',
    studioTest,
    "import { it } from 'vitest';\nit.runIf(fast)('a');",
    'skipped-test',
    2,
  ],
  ['a test for later', studioTest, "import { describe } from 'vitest';\ndescribe.todo('a');", 'skipped-test', 2],
  ['a file of 301 lines', studioFile, 'export {};\n'.repeat(301), 'too-long', 0],
  ['a vague file name', 'packages/host/src/string-utils.ts', 'export {};', 'vague-name', 0],
  ['a vague folder name', 'packages/host/src/common/x.ts', 'export {};', 'vague-name', 0],
  ['a door with something in it', 'packages/host/src/index.ts', 'export const a = 1;', 'door', 0],
  ['a file that imports itself', studioFile, "import './planted.ts';", 'cycle', 0],
];

describe('the walls', () => {
  it('stand in a tree that keeps the rules', () => {
    expect(found({})).toEqual([]);
  });

  it.each(plantedEdges)('report %s', (_name, path, text, rule, line) => {
    expect(found({ [path]: text })).toEqual([`${rule} ${path}:${line}`]);
  });

  it('report a cycle once, with the way round', () => {
    const root = plant({
      'packages/studio/src/a.ts': "import './b.ts';",
      'packages/studio/src/b.ts': "import type { C } from './c.ts';",
      'packages/studio/src/c.ts': "export * from './a.ts';",
    });
    const way = ['a', 'b', 'c', 'a'].map((name) => `packages/studio/src/${name}.ts`).join(' → ');
    expect(checkWalls(root).map(describeViolation)).toEqual([`packages/studio/src/a.ts cycle: ${way}`]);
  });

  it.each([
    ['a test that reads the environment', studioTest, "import 'vitest';\nexport const a = process.env.HOME;"],
    ['a test that uses the test material of another package', studioTest, "import '@videoexpress/job-schema/testing';"],
    [
      'a test of one operating system',
      studioTest,
      "import { it } from 'vitest';\nit.runIf(process.platform === 'linux')('a');",
    ],
    ['a comment about a rule', studioFile, '// process.env, console.log and it.skip()\n'],
    ['a text about a rule', studioFile, "export const a = 'console.log(process.env)';"],
    ['a word that contains a vague one', 'packages/host/src/commons-licence.ts', 'export {};'],
  ])('allow %s', (_name, path, text) => {
    expect(found({ [path]: text })).toEqual([]);
  });

  it('stand in this repository', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    expect(checkWalls(root).map(describeViolation)).toEqual([]);
  });
});
