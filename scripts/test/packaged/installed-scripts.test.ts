import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { packagesWithScripts } from './installed-scripts.mjs';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function found(files: Record<string, object | string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'videoexpress-modules-'));
  folders.push(root);
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, 'node_modules', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return packagesWithScripts(join(root, 'node_modules'));
}

describe('packages that would have npm run something', () => {
  it('are none where scripts are for developers, or compiling is switched off', () => {
    expect(
      found({
        'a/package.json': { name: 'a', scripts: { test: 'x', prepublish: 'x' } },
        'b/package.json': { name: 'b', gypfile: false },
        'b/binding.gyp': '{}',
        'c/test/package.json': { name: 'fixture', scripts: { install: 'x' } },
      }),
    ).toEqual([]);
  });

  it.each(['preinstall', 'install', 'postinstall'])('are those with %s, however deep', (script) => {
    expect(
      found({ '@s/a/node_modules/b/package.json': { name: 'b', scripts: { [script]: 'node x' } }, 'a/x.js': '' }),
    ).toEqual(['b']);
  });

  it('are those that npm would compile, and those that npm noted', () => {
    expect(
      found({
        'a/package.json': { name: 'a' },
        'a/binding.gyp': '{}',
        '.package-lock.json': { packages: { 'node_modules/z': { hasInstallScript: true }, 'node_modules/y': {} } },
      }),
    ).toEqual(['a', 'node_modules/z']);
  });
});
