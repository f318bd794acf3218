import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { missingNativePackages } from './native-libraries.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'videoexpress-native-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A package as pnpm lays it out: its real folder beside its dependencies, a link to it from who uses it. */
function install(name: string, version: string): string {
  const store = join(root, 'node_modules', '.pnpm', `${name.replace('/', '+')}@${version}`, 'node_modules');
  const real = join(store, name);
  mkdirSync(real, { recursive: true });
  writeFileSync(join(real, 'package.json'), JSON.stringify({ version }));
  const link = join(root, 'packages', 'host', 'node_modules', name);
  mkdirSync(join(link, '..'), { recursive: true });
  symlinkSync(real, link);
  return store;
}

describe('the native libraries of this system', () => {
  it('are missing where the lock file had none for it, and are put where their loader looks', () => {
    const canvas = install('@napi-rs/canvas', '1.1.1');
    const codecs = install('@napi-rs/webcodecs', '1.3.1');
    mkdirSync(join(canvas, '@napi-rs/canvas-darwin-arm64'));
    expect(missingNativePackages(root, 'darwin-arm64')).toEqual([
      {
        name: '@napi-rs/webcodecs-darwin-arm64',
        version: '1.3.1',
        folder: join(codecs, '@napi-rs/webcodecs-darwin-arm64'),
      },
    ]);
    expect(missingNativePackages(root, 'linux-x64-gnu')).toHaveLength(2);
  });

  it('are no concern where nothing is installed yet', () => {
    expect(missingNativePackages(root, 'linux-x64-gnu')).toEqual([]);
  });
});
