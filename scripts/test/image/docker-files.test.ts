import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { providedNodeVersions } from '../../setup/versions.mjs';
import { ignorePatterns, isIgnored } from './build-context.mjs';
import { commandOf, lastOf, readDockerfile } from './read-dockerfile.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

describe('reading a Dockerfile', () => {
  it('takes comments, continued lines, arguments and stages apart', () => {
    const stages = readDockerfile(
      '# a\nARG V=1.2\nFROM node:${V}-slim AS build\nRUN a \\\n  # b\n  && b\n\nFROM x\nUSER one\nUSER node\n',
    );
    expect(stages).toEqual([
      { from: 'node:1.2-slim', name: 'build', instructions: [{ name: 'RUN', text: 'a && b' }] },
      {
        from: 'x',
        name: null,
        instructions: [
          { name: 'USER', text: 'one' },
          { name: 'USER', text: 'node' },
        ],
      },
    ]);
    expect(lastOf(stages[1]!, 'USER')).toBe('node');
    expect(lastOf(stages[1]!, 'CMD')).toBe(null);
  });

  it('tells a list of words from a line for a shell', () => {
    expect(commandOf('["a", "b c"]')).toEqual(['a', 'b c']);
    expect(commandOf('a && b')).toEqual(['sh', '-c', 'a && b']);
  });
});

describe('docker/Dockerfile', () => {
  const stages = readDockerfile(read('docker/Dockerfile'));
  const last = stages.at(-1)!;

  it('is made from one pinned Node, the one that the clone provides', () => {
    expect(stages.map(({ from }) => from)).toEqual(stages.map(() => `node:${providedNodeVersions[0]}-slim`));
  });

  it('runs as a plain user, without a shell between, and asks the daemon how it is', () => {
    expect(lastOf(last, 'USER')).toBe('1000:1000');
    expect(lastOf(last, 'VOLUME')).toBe('/data');
    expect(lastOf(last, 'EXPOSE')).toBe('8000');
    expect(JSON.parse(lastOf(last, 'ENTRYPOINT') ?? '')).toEqual(['videoexpress']);
    expect(JSON.parse(lastOf(last, 'CMD') ?? '')).toContain('--i-know-this-is-exposed');
    expect(lastOf(last, 'HEALTHCHECK')).toMatch(/CMD \["videoexpress", "status"\]$/);
  });

  it('downloads nothing by itself and holds no secret', () => {
    const text = read('docker/Dockerfile');
    expect(text).not.toMatch(/^ADD|curl|wget|apt-get|KEY|SECRET|TOKEN/m);
  });
});

describe('what the build of the image is given', () => {
  const patterns = ignorePatterns(read('.dockerignore'));

  it.each([
    '.git/config',
    '.env',
    'apps/daemon/.env.local',
    'node_modules/x/index.js',
    'apps/web/node_modules/next/package.json',
    'apps/cli/dist/cli.js',
    'videoexpress-0.1.0.tgz',
    '.cache/node-24',
    'try/data/videoexpress.db',
  ])('is not %s', (path) => {
    expect(isIgnored(patterns, path)).toBe(true);
  });

  it.each([
    'package.json',
    'pnpm-lock.yaml',
    'apps/web/src/app/layout.tsx',
    'scripts/pack.mjs',
    'docker/build-package.sh',
  ])('is %s', (path) => {
    expect(isIgnored(patterns, path)).toBe(false);
  });

  it('is never what git leaves out, wherever that lies', () => {
    const folders = ['node_modules/', '.cache/', '.turbo/', '.next/', 'test-results/', 'playwright-report/', 'try/'];
    const ignoredByGit = read('.gitignore').split('\n');
    for (const folder of folders) {
      expect(ignoredByGit).toContain(folder);
      expect(isIgnored(patterns, `${folder}x`)).toBe(true);
    }
  });
});

describe('docker/compose.yaml', () => {
  const compose = parse(read('docker/compose.yaml'));
  const { studio } = compose.services;

  it('opens the studio to this machine alone, on the same port inside and out', () => {
    expect(studio.ports).toHaveLength(1);
    const [address, ...rest] = String(studio.ports[0]).split(/:(?![^{]*\})/);
    expect(address).toBe('127.0.0.1');
    expect(rest).toEqual([rest[0], rest[0]]);
    expect(studio.environment.VIDEOEXPRESS_PORT).toBe(rest[0]);
  });

  it('keeps what must not be lost in a volume, and lets nothing else be written', () => {
    expect(studio.volumes).toEqual(['data:/data']);
    expect(compose.volumes).toHaveProperty('data');
    expect(studio).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      restart: 'unless-stopped',
    });
    expect(studio).not.toHaveProperty('privileged');
    expect(studio).not.toHaveProperty('network_mode');
  });

  it('is given longer to stop than the daemon takes, and is looked after', () => {
    expect(Number.parseInt(studio.stop_grace_period, 10)).toBeGreaterThan(10);
    expect(studio.healthcheck.test).toEqual(['CMD', 'videoexpress', 'status']);
    expect(studio.build).toEqual({ context: '..', dockerfile: 'docker/Dockerfile' });
  });

  it('says nothing that Compose does not know', () => {
    const known =
      'image build restart stop_grace_period ports environment volumes healthcheck read_only tmpfs cap_drop security_opt pids_limit';
    expect(Object.keys(studio).filter((key) => !known.split(' ').includes(key))).toEqual([]);
    expect(Object.keys(compose)).toEqual(['name', 'services', 'volumes']);
  });
});
