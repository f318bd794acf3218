import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bringPackage, bringPackages } from './bring-package.mjs';

let folder = '';
const before = { cache: process.env['VIDEOEXPRESS_CACHE'], npm: process.env['npm_execpath'] };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-cache-'));
  process.env['VIDEOEXPRESS_CACHE'] = join(folder, 'cache');
});

afterEach(() => {
  restore('VIDEOEXPRESS_CACHE', before.cache);
  restore('npm_execpath', before.npm);
  rmSync(folder, { recursive: true, force: true });
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** Puts a script in npm's place; `body` sees the folder to install into as `into`. */
function npmIs(body: string): void {
  const file = join(folder, 'npm-cli.js');
  const head = `const fs = require('fs'); const into = process.argv[process.argv.indexOf('--prefix') + 1];`;
  writeFileSync(file, `${head}\n${body}\n`);
  process.env['npm_execpath'] = file;
}

const wanted = { name: 'thing', version: '1.0.0', into: 'thing-1.0.0' };
const installs =
  "fs.mkdirSync(into + '/node_modules/thing', { recursive: true }); fs.writeFileSync(into + '/node_modules/thing/a', process.pid + '');";

describe('bringPackages', () => {
  it('brings packages with all that they need', async () => {
    npmIs(
      `${installs} fs.mkdirSync(into + '/node_modules/needed'); fs.writeFileSync(into + '/asked', process.argv.join(' '));`,
    );
    const brought = await bringPackages({ packages: ['thing@1.0.0', 'other@2.0.0'], into: 'things' });
    const target = join(folder, 'cache', 'things');
    expect(brought).toEqual({ folder: target });
    expect(readdirSync(join(target, 'node_modules'))).toEqual(['needed', 'thing']);
    expect(readFileSync(join(target, 'asked'), 'utf8')).toMatch(/thing@1\.0\.0 other@2\.0\.0$/);
  });
});

describe('bringPackage', () => {
  it('brings a package once', async () => {
    npmIs(installs);
    const first = await bringPackage(wanted);
    const target = join(folder, 'cache', 'thing-1.0.0');
    expect(first).toEqual({ folder: target });
    const written = readFileSync(join(target, 'a'), 'utf8');
    expect(await bringPackage(wanted)).toEqual({ folder: target });
    expect(readFileSync(join(target, 'a'), 'utf8')).toBe(written);
    expect(readdirSync(join(folder, 'cache'))).toEqual(['thing-1.0.0']);
  });

  it('leaves nothing where the download breaks off', async () => {
    npmIs(`${installs} console.error('npm error code ECONNRESET'); process.exit(1)`);
    expect(await bringPackage(wanted)).toEqual({ failure: 'the package registry cannot be reached' });
    expect(readdirSync(join(folder, 'cache'))).toEqual([]);
  });

  it('uses the copy of another set-up that was faster', async () => {
    npmIs(
      `${installs} fs.mkdirSync(into + '/../thing-1.0.0'); fs.writeFileSync(into + '/../thing-1.0.0/a', 'theirs');`,
    );
    expect(await bringPackage(wanted)).toEqual({ folder: join(folder, 'cache', 'thing-1.0.0') });
    expect(readFileSync(join(folder, 'cache', 'thing-1.0.0', 'a'), 'utf8')).toBe('theirs');
  });

  it('clears what a process that is gone has left', async () => {
    const left = join(folder, 'cache', 'bringing-999999999-thing-1.0.0');
    const alive = join(folder, 'cache', `bringing-${process.ppid}-other`);
    mkdirSync(left, { recursive: true });
    mkdirSync(alive);
    npmIs(installs);
    await bringPackage(wanted);
    expect([existsSync(left), existsSync(alive)]).toEqual([false, true]);
  });
});
