import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeInstallation } from './installation.ts';

let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'videoexpress-npx-'));
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

function npxPackageOf(manifest: string | null): string | null {
  const folder = join(cache, '_npx', '109d4e21046cd274');
  mkdirSync(folder, { recursive: true });
  if (manifest !== null) writeFileSync(join(folder, 'package.json'), manifest);
  const launcher = join(folder, 'node_modules', 'videoexpress', 'bin', 'videoexpress.js');
  return describeInstallation('/usr/bin/node', launcher).npxPackage;
}

describe('how the program came to this machine', () => {
  it('is known where npx runs it, with what npx was asked for', () => {
    expect(npxPackageOf('{"_npx":{"packages":["./videoexpress-0.1.0.tgz"]}}')).toBe('./videoexpress-0.1.0.tgz');
    expect(npxPackageOf('{"_npx":{"packages":[]}}')).toBe('videoexpress');
    expect(npxPackageOf('{}')).toBe('videoexpress');
    expect(npxPackageOf('no json')).toBe('videoexpress');
    rmSync(cache, { recursive: true });
    expect(npxPackageOf(null)).toBe('videoexpress');
  });

  it('is no run of npx where the package was installed, or in a clone', () => {
    const { node, launcher, npxPackage } = describeInstallation(
      '/n/node',
      '/usr/lib/node_modules/videoexpress/bin/v.js',
    );
    expect({ node, launcher, npxPackage }).toEqual({
      node: '/n/node',
      launcher: '/usr/lib/node_modules/videoexpress/bin/v.js',
      npxPackage: null,
    });
    expect(describeInstallation('node', '/home/x/_npx notes/apps/cli/bin/videoexpress.js').npxPackage).toBe(null);
    const windows = 'C:\\Users\\a\\npm-cache\\_npx\\0a1b\\node_modules\\videoexpress\\bin\\videoexpress.js';
    expect(describeInstallation('node.exe', windows).npxPackage).toBe('videoexpress');
  });
});
