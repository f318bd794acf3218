import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCloneRoot } from './env-file.ts';
import { readConfig, type ConfigFlags, type ConfigSources } from './host-config.ts';
import { knownVariables } from './known-variables.ts';
import type { Environment } from './machine.ts';

let base = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'videoexpress-config-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const noFlags: ConfigFlags = { port: null, dataDir: null };

function sources(env: Environment, flags: Partial<ConfigFlags> = {}): ConfigSources {
  return {
    machine: { env, platform: process.platform, homeDir: base },
    flags: { ...noFlags, ...flags },
    cloneRoot: null,
  };
}

describe('reading the configuration', () => {
  it('needs nothing to be set', () => {
    expect(readConfig(sources({}))).toMatchObject({ ok: true, value: { port: 8000, variables: {}, envFiles: [] } });
  });

  it('takes the port from the flag before the environment', () => {
    expect(readConfig(sources({ VIDEOEXPRESS_PORT: '8123' }))).toMatchObject({ value: { port: 8123 } });
    expect(readConfig(sources({ VIDEOEXPRESS_PORT: '8123' }, { port: 9000 }))).toMatchObject({ value: { port: 9000 } });
  });

  it.each(['eighty', '0', '65536', '80.5', '-1'])('refuses the port %s and names the variable', (value) => {
    expect(readConfig(sources({ VIDEOEXPRESS_PORT: value }))).toMatchObject({
      ok: false,
      error: { code: 'invalid_variable', name: 'VIDEOEXPRESS_PORT' },
    });
  });

  it('counts an empty value as not set', () => {
    const result = readConfig(sources({ VIDEOEXPRESS_PORT: '', VIDEOEXPRESS_HOME: '', RUNPOD_API_KEY: '' }));
    expect(result).toMatchObject({ ok: true, value: { port: 8000, variables: {} } });
  });

  it('reads .env from the clone and from the configuration folder; the real environment wins, then the clone', () => {
    const clone = join(base, 'clone');
    const home = join(base, 'home');
    mkdirSync(clone);
    mkdirSync(join(home, 'config'), { recursive: true });
    writeFileSync(
      join(clone, '.env'),
      `VIDEOEXPRESS_HOME=${home}\nRUNPOD_API_KEY=from-clone\nR2_BUCKET=from-clone\nSENTRY_DSN=\n`,
    );
    writeFileSync(
      join(home, 'config', '.env'),
      'R2_BUCKET=from-folder\nOPENAI_API_KEY="from folder"\nSENTRY_DSN=from-folder\n',
    );
    const result = readConfig({ ...sources({ RUNPOD_API_KEY: 'real' }), cloneRoot: clone });
    expect(result).toMatchObject({
      ok: true,
      value: {
        folders: { root: home },
        envFiles: [join(clone, '.env'), join(home, 'config', '.env')],
        variables: {
          RUNPOD_API_KEY: { value: 'real', source: 'environment' },
          R2_BUCKET: { value: 'from-clone', source: 'env_file' },
          OPENAI_API_KEY: { value: 'from folder', source: 'env_file' },
          SENTRY_DSN: { value: 'from-folder' },
        },
      },
    });
  });

  it('never reads a .env from the folder that one stands in', () => {
    const before = process.cwd();
    writeFileSync(join(base, '.env'), 'VIDEOEXPRESS_PORT=8999\n');
    process.chdir(base);
    try {
      expect(
        readConfig({ ...sources({}), machine: { env: {}, platform: process.platform, homeDir: '/nobody' } }),
      ).toMatchObject({
        value: { port: 8000, envFiles: [] },
      });
    } finally {
      process.chdir(before);
    }
  });

  it('still reads the old names of the Supabase keys', () => {
    const result = readConfig(
      sources({ SUPABASE_ANON_KEY: 'old', SUPABASE_SECRET_KEY: 'new', SUPABASE_SERVICE_KEY: 'old' }),
    );
    expect(result).toMatchObject({
      value: { variables: { SUPABASE_PUBLISHABLE_KEY: { value: 'old' }, SUPABASE_SECRET_KEY: { value: 'new' } } },
    });
  });

  it('names a .env that cannot be read', () => {
    mkdirSync(join(base, '.env'));
    expect(readConfig({ ...sources({}), cloneRoot: base })).toMatchObject({
      ok: false,
      error: { code: 'env_file_unreadable', name: join(base, '.env') },
    });
  });

  it('gives back something that nobody can change', () => {
    const result = readConfig(sources({ R2_BUCKET: 'b' }));
    expect(
      result.ok &&
        [result.value, result.value.folders, result.value.variables, result.value.variables.R2_BUCKET].every(
          Object.isFrozen,
        ),
    ).toBe(true);
  });
});

describe('the known variables', () => {
  it('are each named once, and every key, token or secret is marked as one', () => {
    const names = knownVariables.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const unmarked = knownVariables.filter(({ name, secret }) => /KEY|SECRET|TOKEN$|DSN/.test(name) && !secret);
    expect(unmarked).toEqual([]);
  });
});

describe('the root of the clone', () => {
  it('is found from the code', () => {
    expect(findCloneRoot()).not.toBeNull();
  });

  it('is not there for an installed package', () => {
    const installed = join(base, 'node_modules', 'videoexpress', 'dist');
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(base, 'package.json'), '{"name":"somebody-elses-project"}');
    expect(findCloneRoot(pathToFileURL(join(installed, 'cli.js')).href)).toBeNull();
  });
});
