import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { checkContents, unpackedBudget } from './check-contents.mjs';
import { thirdPartyNotices } from './notices.mjs';
import { packedManifest } from './packed-manifest.mjs';
import { listFiles } from './unpack-tarball.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'apps/cli/package.json'), 'utf8'));
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** What `checkContents` says of a sound package with these files put in or taken out. */
function problemsWith(planted: Record<string, string | null>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-contents-'));
  folders.push(folder);
  const sound = {
    'package.json': JSON.stringify(packedManifest(manifest)),
    'README.md': '# VideoExpress',
    'THIRD-PARTY-NOTICES.txt': 'MIT',
    'sbom.cdx.json': '{}',
    'bin/videoexpress.js': '#!/usr/bin/env node',
    'dist/cli.js': '// packages/host/src/index.ts\nexport const a = 1;',
    'dist/daemon.js': 'export const a = 1;',
    'dist/fonts/OFL.txt': 'OFL',
    'dist/fonts/fraunces-latin.woff2': 'wOF2',
    'ui/index.html': '<!doctype html>',
    'ui/jobs/_/__next._tree.txt': '0:',
    'ui/_next/static/chunks/0a.js': 'a()',
    'supabase/config.toml': 'project_id = "videoexpress"',
    'supabase/migrations/20261128100000_mirrored_rows.sql': 'select 1;',
    'supabase/templates/sign-in-code.html': '<p>{{ .Token }}</p>',
    'runpod-worker/src/vx_worker/own_gpu.py': 'main()',
    'runpod-worker/src/vx_worker/engines/wan.py': 'pass',
    'runpod-worker/src/vx_worker/models.json': '{}',
    'runpod-worker/README.md': '# The GPU worker',
    'runpod-worker/requirements-own-gpu.lock.txt': 'torch==2.13.0',
    'runpod-worker/requirements-own-gpu-cuda.lock.txt': 'triton==3.7.1',
  };
  for (const [path, content] of Object.entries({ ...sound, ...planted })) {
    if (content === null) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return checkContents(listFiles(folder), ['/home/somebody/clone']);
}

describe('the contents of the package', () => {
  it('are let through where they are sound', () => {
    expect(problemsWith({})).toEqual([]);
  });

  it.each([
    ['a source', 'dist/main.ts', 'dist/main.ts does not belong'],
    ['a source map', 'ui/_next/static/chunks/0a.js.map', 'ui/_next/static/chunks/0a.js.map does not belong'],
    ['a test', 'dist/cli.test.js', 'dist/cli.test.js does not belong'],
    ['an .env', 'ui/.env', 'ui/.env does not belong'],
    ['a folder of sources', 'ui/src/page.js', 'ui/src/page.js does not belong'],
    ['a video', 'ui/clip.mp4', 'ui/clip.mp4 does not belong'],
    ['a test of the worker', 'runpod-worker/tests/conftest.py', 'runpod-worker/tests/conftest.py does not belong'],
    [
      'what Python leaves behind',
      'runpod-worker/src/vx_worker/__pycache__/log.cpython-312.pyc',
      'runpod-worker/src/vx_worker/__pycache__/log.cpython-312.pyc does not belong',
    ],
    [
      'weights',
      'runpod-worker/src/vx_worker/a.safetensors',
      'runpod-worker/src/vx_worker/a.safetensors does not belong',
    ],
    ['a font from elsewhere', 'dist/fonts/other.ttf', 'dist/fonts/other.ttf does not belong'],
  ])('may not have %s', (_what, path, problem) => {
    expect(problemsWith({ [path]: 'x' })).toEqual([problem]);
  });

  it.each([
    ['a folder of the machine', 'const a = "/home/somebody/clone/apps"', 'names the folder /home/somebody/clone'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----', 'looks as if it held a secret'],
    ['an access key', 'const key = "AKIAABCDEFGHIJKLMNOP"', 'looks as if it held a secret'],
    ['a map', 'a()\n//# sourceMappingURL=a.js.map', 'names a source map'],
  ])('may not name %s', (_what, content, problem) => {
    expect(problemsWith({ 'dist/cli.js': content })).toEqual([`dist/cli.js ${problem}`]);
  });

  it('need the page, and stay within their budget', () => {
    expect(problemsWith({ 'ui/index.html': null })).toEqual(['ui/index.html is missing']);
    const worker = 'runpod-worker/src/vx_worker/own_gpu.py';
    expect(problemsWith({ [worker]: null })).toEqual([`${worker} is missing`]);
    expect(problemsWith({ 'dist/cli.js': ' '.repeat(unpackedBudget) })[0]).toMatch(/are the budget$/);
  });

  it.each([
    ['development dependencies', { devDependencies: { a: '1.0.0' } }, 'package.json has devDependencies'],
    ['a script', { scripts: { postinstall: 'node x' } }, 'package.json has scripts'],
    [
      'the workspace',
      { dependencies: { a: 'workspace:*' } },
      'package.json names a dependency that only the clone has',
    ],
  ])('have a manifest without %s', (_what, change, problem) => {
    expect(problemsWith({ 'package.json': JSON.stringify({ name: 'a', ...change }) })).toEqual([problem]);
  });
});

describe('the published manifest', () => {
  it('asks for the database alone, and for drawing and codecs where they can be had', () => {
    const packed = packedManifest(manifest);
    expect(Object.keys(Object(packed['dependencies']))).toEqual(['better-sqlite3']);
    expect(Object.keys(Object(packed['optionalDependencies']))).toEqual(
      expect.arrayContaining(['@napi-rs/canvas', '@napi-rs/webcodecs']),
    );
    expect(packed).toMatchObject({ name: 'videoexpress', bin: { videoexpress: './bin/videoexpress.js' } });
    expect(packed).not.toHaveProperty('devDependencies');
  });

  it('pins what the clone is built and tested with', () => {
    const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
    const asked: Record<string, string> = { ...manifest.dependencies, ...manifest.optionalDependencies };
    const pinned = Object.entries(asked).filter(([name, version]) => {
      return new RegExp(`"?${name}"?: ${version}\n`).test(catalog);
    });
    expect(pinned.map(([name]) => name)).toEqual(Object.keys(asked));
  });

  it('takes no range', () => {
    const loose = { ...manifest, dependencies: { a: '^1.0.0' } };
    expect(() => packedManifest(loose)).toThrow('a has to be pinned to one version in videoexpress, not to ^1.0.0.');
  });
});

describe('the notices', () => {
  const notices = thirdPartyNotices(root, ['better-sqlite3']);

  it('name what is inside, what is beside it, and the fonts', () => {
    expect(notices).toMatch(/^express \d+\.\d+\.\d+: MIT$/m);
    expect(notices).toMatch(/^better-sqlite3 \d+\.\d+\.\d+: MIT, installed beside it$/m);
    expect(notices).toContain('Fonts of the sketch engine: OFL-1.1');
    expect(notices).toContain('GNU General Public License');
  });

  it('carry the texts, and no path of this machine', () => {
    expect(notices).toContain('SIL OPEN FONT LICENSE Version 1.1');
    expect(notices).toContain('Mozilla Public License');
    expect(notices).not.toContain(root);
  });
});
