import { describe, expect, it } from 'vitest';
import { toolEnvironment } from './environment.mjs';
import { downloadFailure, isKnownFailure, registryUnreachable } from './npm.mjs';
import { run } from './run.mjs';
import { isInstalled, wantedStamp } from './stamp.mjs';
import { isAtLeast, pinnedPnpmVersion } from './versions.mjs';

describe('isAtLeast', () => {
  it.each([
    ['22.13.0', '22.13.0', true],
    ['22.9.9', '22.13.0', false],
    ['22.13.1', '22.13.0', true],
    ['24.0.0', '22.13.0', true],
    ['20.20.2', '22.13.0', false],
    ['100.0.0', '22.13.0', true],
  ])('holds %s against %s', (version, oldest, expected) => {
    expect(isAtLeast(version, oldest)).toBe(expected);
  });

  it('knows the pnpm that package.json pins', () => {
    expect(pinnedPnpmVersion()).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

/** Runs `body` with these variables in the environment, and puts back what was there. */
function withVariables<T>(variables: Record<string, string>, body: () => T): T {
  const before = new Map(Object.keys(variables).map((name) => [name, process.env[name]]));
  Object.assign(process.env, variables);
  try {
    return body();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

describe('toolEnvironment', () => {
  it('leaves out what npm exports about itself', () => {
    const environment = withVariables({ npm_config_prefix: '/p', npm_config_user_agent: 'npm' }, toolEnvironment);
    expect(Object.keys(environment).filter((name) => /^npm_config_(prefix|user_agent)/i.test(name))).toEqual([]);
  });

  it('keeps what a download needs, for pnpm too', () => {
    const variables = { npm_config_registry: 'http://r/', npm_config_https_proxy: 'http://p/', npm_config_cache: '/c' };
    expect(withVariables(variables, toolEnvironment)).toMatchObject({
      ...variables,
      pnpm_config_registry: 'http://r/',
      pnpm_config_https_proxy: 'http://p/',
    });
  });

  it('puts folders first on PATH and drops NODE_ENV', () => {
    const environment = withVariables({ NODE_ENV: 'production' }, () => toolEnvironment(['/first']));
    expect(environment['PATH']).toMatch(/^\/first/);
    expect(environment).not.toHaveProperty('NODE_ENV');
  });
});

describe('run', () => {
  it('collects the output and the exit code', async () => {
    const script = "console.log('out'); console.error('err'); process.exit(3)";
    const ended = await run(process.execPath, ['-e', script]);
    expect(ended).toMatchObject({ code: 3, signal: null, timedOut: false });
    expect(ended.output).toContain('out\n');
    expect(ended.output).toContain('err\n');
  });

  it('ends with the reason where the program is missing', async () => {
    const ended = await run('/nowhere/program', []);
    expect(ended.code).toBeNull();
    expect(ended.output).toContain('ENOENT');
  });

  it('gives no stdin to wait for', async () => {
    const ended = await run(process.execPath, ['-e', "process.stdin.on('end', () => process.exit(4)).resume()"]);
    expect(ended.code).toBe(4);
  });

  it('ends what takes too long', async () => {
    const ended = await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 300 });
    expect(ended).toMatchObject({ code: null, signal: 'SIGTERM', timedOut: true });
  });
});

describe('downloadFailure', () => {
  const ended = (output: string) => ({ code: 1, signal: null, output, timedOut: false });

  it.each([
    ['npm error code ENOTFOUND', registryUnreachable],
    ['npm error code ECONNREFUSED', registryUnreachable],
    ['  client error (Connect): error sending request', registryUnreachable],
    ['npm error code ENOSPC', 'the disk is full'],
    ['npm error code EACCES', 'a folder may not be written'],
  ])('puts %j into words', (output, reason) => {
    expect(downloadFailure(ended(output))).toBe(reason);
    expect(isKnownFailure(ended(output))).toBe(true);
  });

  it('shows the first error of what it does not know', () => {
    expect(downloadFailure(ended('hello\nnpm error code E404\n'))).toBe('npm error code E404');
    expect(isKnownFailure(ended('npm error code E404'))).toBe(false);
    expect(downloadFailure(ended('spawn npm ENOENT'))).toBe('spawn npm ENOENT');
    expect(downloadFailure(ended(''))).toBe('no reason was given');
  });
});

describe('the stamp', () => {
  it('is the same for the same files, and this clone carries it', () => {
    expect(wantedStamp()).toBe(wantedStamp());
    expect(wantedStamp()).toMatch(/^[0-9a-f]{64}$/);
    expect(typeof isInstalled()).toBe('boolean');
  });
});
