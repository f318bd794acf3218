import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFolders } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestCli, type TestCli } from '../testing/test-cli.ts';
import { privateLine, withoutNames } from './private-log.ts';

let cli: TestCli;
beforeEach(() => {
  cli = createTestCli();
});
afterEach(() => cli.dispose());

/** What nobody else is to read, in each place of the log that could carry it. */
const prompt = 'Grandmother dances';
const key = 'sk-canary-0123456789abcdef';
const lines = [
  { level: 'info', time: '2026-11-22T10:00:00.000Z', msg: 'Job started', jobId: 'job_1', prompt },
  { level: 'warn', msg: `Could not read “${prompt}”`, detail: prompt, code: 'engine_failed' },
  { level: 'warn', msg: `media/2026-11/2026-11-22 ${prompt} 1a2b3c4d.mp4 is gone`, clip: prompt },
  { level: 'debug', msg: 'Request', method: 'GET', path: `/api/v1/assets?q=${prompt}`, status: 200, ms: 3 },
  {
    level: 'error',
    msg: 'A request failed',
    err: { type: 'Error', message: prompt, stack: `Error: ${prompt}\n    at run (/app/daemon.js:1:2)` },
  },
  { level: 'error', msg: 'Refused', authorization: `Bearer ${key}`, headers: { cookie: `videoexpress_8000=${key}` } },
  { level: 'info', msg: 'Deep', name: prompt, settings: [{ prompt }] },
];

describe('the bundle', () => {
  it('holds no prompt, no name of a clip, no key and no home folder, and is still of use', async () => {
    ensureFolders(cli.folders);
    mkdirSync(cli.folders.config, { recursive: true });
    writeFileSync(cli.folders.envFile, `OPENAI_API_KEY=${key}\nGRANDMOTHER=${key}\n`, { mode: 0o600 });
    const log = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(join(cli.folders.logs, 'daemon.2026-11-22.1.log'), `${log}${prompt} in a line of no form\n`, {
      mode: 0o600,
    });
    const ran = await cli.run('doctor', '--bundle', 'bundle.json', '--port', '1');
    const file = join(cli.cwd, 'bundle.json');
    const text = readFileSync(file, 'utf8');
    for (const planted of [prompt, 'Grandmother', 'dances', key, 'canary', cli.home])
      expect([planted, text.includes(planted)]).toEqual([planted, false]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(ran.err).toContain('It holds versions, the findings above');
    const bundle = JSON.parse(text);
    expect(bundle.log[0]).toMatchObject({ msg: 'Job started', jobId: 'job_1', prompt: '[left out]' });
    expect(bundle.log[3]).toMatchObject({ path: '/api/v1/assets', status: 200 });
    expect(bundle.log[4].err).toEqual({ type: 'Error', stack: ['at run (/app/daemon.js:1:2)'] });
    expect(bundle.log).toHaveLength(lines.length);
    expect(bundle.setVariables).toContainEqual({ name: 'OPENAI_API_KEY', source: 'env_file' });
    expect(bundle.findings.length).toBeGreaterThan(10);
  });

  it('leaves out what stands in quotes and behind the folders of the library', () => {
    expect(withoutNames(`chmod 600 '/home/x/data/media/2026-01/${prompt}.mp4'`)).toBe('chmod 600 [left out]');
    expect(withoutNames(`Others can open /data/posters/${prompt}.webp`)).toBe(
      'Others can open /data/posters/[name left out]',
    );
    expect(privateLine('not JSON')).toBeNull();
    expect(privateLine('[1]')).toBeNull();
  });
});
