import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '@videoexpress/host';
import { secretDefinitions } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDaemon, startFakeDaemon } from '../../testing/fake-daemon.ts';
import { createTestCli, type TestCli } from '../../testing/test-cli.ts';

const key = 'rpa_0123456789abcdefWXYZ';

let cli: TestCli;
let daemon: FakeDaemon;
beforeEach(async () => {
  cli = createTestCli();
  daemon = await startFakeDaemon(cli.folders);
});
afterEach(async () => {
  await daemon.close();
  cli.dispose();
});

describe('secrets set', () => {
  it('takes the value from a pipe, and says where it is kept and how it ends', async () => {
    cli.piped = `${key}\n`;
    const set = await cli.run('secrets', 'set', 'RUNPOD_API_KEY');
    expect(set).toMatchObject({
      code: 0,
      out: 'RUNPOD_API_KEY is set (…WXYZ), kept in the sealed file, and in use.\n',
    });
    expect(daemon.secrets.values.get('RUNPOD_API_KEY')).toBe(key);
    const json = await cli.run('secrets', 'set', 'RUNPOD_API_KEY', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ name: 'RUNPOD_API_KEY', set: true, lastFour: 'WXYZ' });
    expect(json.out + json.err + set.out + set.err).not.toContain(key);
  });

  it('asks for it on a terminal', async () => {
    const person = createTestCli({ interactive: true });
    const asked = await startFakeDaemon(person.folders);
    const set = person.run('secrets', 'set', 'runpod_api_key');
    await person.sees('RUNPOD_API_KEY (not shown): ');
    await person.type(key);
    expect((await set).code).toBe(0);
    expect((await set).err + (await set).out).not.toContain(key);
    expect(asked.secrets.values.get('RUNPOD_API_KEY')).toBe(key);
    await asked.close();
    person.dispose();
  });

  it.each([
    [['RUNPOD_API_KEY', key]],
    [['RUNPOD_API_KEY', key, 'more', 'words']],
    [[`RUNPOD_API_KEY=${key}`]],
    [[key]],
    [['RUNPOD_API_KEY', `--value=${key}`]],
  ])('refuses a value among the arguments without repeating it (%#)', async (args) => {
    const refused = await cli.run('secrets', 'set', ...args, '--json');
    expect(refused.code).toBe(exitCodes.usage);
    expect(refused.out + refused.err).not.toContain(key);
    expect(daemon.calls.filter((call) => call.includes('secrets'))).toEqual([]);
  });

  it.each([
    ['', 'Is empty.'],
    [' \n', 'Is empty.'],
    [`${key}\n${key}\n`, 'one word'],
    [`Bearer ${key}`, 'one word'],
  ])('refuses %j from a pipe, and does not repeat it', async (piped, why) => {
    cli.piped = piped;
    const refused = await cli.run('secrets', 'set', 'RUNPOD_API_KEY');
    expect([refused.code, refused.err]).toEqual([exitCodes.usage, expect.stringContaining(why)]);
    expect(refused.out + refused.err).not.toContain(key);
  });

  it('passes on that the environment wins', async () => {
    cli.piped = key;
    const detail = 'The environment sets RUNPOD_API_KEY, and that wins.';
    daemon.refuse('PUT /api/v1/secrets', { status: 409, code: 'secret_from_environment', detail });
    const refused = await cli.run('secrets', 'set', 'RUNPOD_API_KEY', '--json');
    expect([refused.code, JSON.parse(refused.out)]).toMatchObject([1, { error: { code: 'secret_from_environment' } }]);
  });

  it('knows an old name, and offers the one that was meant', async () => {
    cli.piped = key;
    expect((await cli.run('secrets', 'set', 'SUPABASE_ANON_KEY')).out).toContain('SUPABASE_PUBLISHABLE_KEY is set');
    const unknown = await cli.run('secrets', 'set', 'RUNPOD_APIKEY');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('Did you mean RUNPOD_API_KEY?')]);
  });

  it('needs a running studio, before it asks for anything', async () => {
    await daemon.close();
    expect((await cli.run('secrets', 'set', 'RUNPOD_API_KEY')).code).toBe(exitCodes.notRunning);
  });
});

describe('secrets list and remove', () => {
  it('show which are set, where, and how they end', async () => {
    daemon.secrets.values.set('RUNPOD_API_KEY', key).set('OPENAI_API_KEY', 'short');
    daemon.secrets.outside.set('GEMINI_API_KEY', `${key}env9`);
    const { out, err } = await cli.run('secrets', 'list');
    expect(out).toMatch(/RUNPOD_API_KEY +RunPod +…WXYZ +sealed file/);
    expect(out).toMatch(/OPENAI_API_KEY +OpenAI +set +sealed file/);
    expect(out).toMatch(/GEMINI_API_KEY +Gemini +…env9 +environment/);
    expect(out).toMatch(/SENTRY_DSN +Sentry +not set/);
    expect(err).toContain('Keys are kept encrypted in a file');
    const json = JSON.parse((await cli.run('secrets', 'list', '--json')).out);
    expect(json.items).toHaveLength(secretDefinitions.length);
  });

  it('remove one, or say that the environment still sets it', async () => {
    daemon.secrets.values.set('RUNPOD_API_KEY', key);
    expect(await cli.run('secrets', 'remove', 'RUNPOD_API_KEY')).toMatchObject({
      code: 0,
      out: 'RUNPOD_API_KEY is not set.\n',
    });
    expect(daemon.secrets.values.size).toBe(0);
    daemon.secrets.outside.set('RUNPOD_API_KEY', key);
    expect((await cli.run('secrets', 'remove', 'RUNPOD_API_KEY')).out).toContain('the environment still sets it');
  });
});

describe('import-env', () => {
  const write = (text: string, mode = 0o600): string => {
    const path = join(cli.cwd, 'my.env');
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  };

  it('takes the secrets over, names what stays, and shows no value', async () => {
    const path = write(
      `\ufeff# keys\nRUNPOD_API_KEY="${key}"\r\nRUNPOD_ENDPOINT=https://api.example.org/v2/abc\nSUPABASE_ANON_KEY='${key}anon'\nVIDEOEXPRESS_CACHE=/tmp\nOTHER=1\nOPENAI_API_KEY=\n`,
    );
    const { code, out, err } = await cli.run('import-env', 'my.env', '--json');
    expect(JSON.parse(out)).toEqual({
      file: path,
      items: [
        { name: 'OTHER', outcome: 'unknown', detail: expect.any(String) },
        { name: 'RUNPOD_API_KEY', outcome: 'taken', detail: 'Kept in the sealed file.' },
        { name: 'RUNPOD_ENDPOINT', outcome: 'stays', detail: expect.stringContaining('no secret') },
        { name: 'SUPABASE_ANON_KEY', outcome: 'taken', detail: 'Kept in the sealed file as SUPABASE_PUBLISHABLE_KEY.' },
        { name: 'VIDEOEXPRESS_CACHE', outcome: 'stays', detail: expect.stringContaining('set-up') },
      ],
      warnings: [],
    });
    expect(code).toBe(0);
    expect(daemon.secrets.values).toEqual(
      new Map([
        ['RUNPOD_API_KEY', key],
        ['SUPABASE_PUBLISHABLE_KEY', `${key}anon`],
      ]),
    );
    for (const text of [out, err]) expect(text).not.toMatch(/rpa_|example\.org/);
  });

  it('keeps a value beneath one that the environment sets, and says which is in use', async () => {
    daemon.secrets.outside.set('RUNPOD_API_KEY', `env_${key}`);
    write(`RUNPOD_API_KEY=${key}\n`);
    expect((await cli.run('import-env', 'my.env')).out).toContain('the environment sets it too, and that is in use');
    expect(daemon.secrets.puts).toEqual([{ value: key, underEnvironment: true }]);
  });

  it('lets the new name of two count', async () => {
    write(`SUPABASE_SERVICE_KEY=${key}old\nSUPABASE_SECRET_KEY=${key}new\n`);
    const { items } = JSON.parse((await cli.run('import-env', 'my.env', '--json')).out);
    expect(items).toMatchObject([
      { name: 'SUPABASE_SECRET_KEY', outcome: 'taken' },
      { name: 'SUPABASE_SERVICE_KEY', outcome: 'stays' },
    ]);
    expect(daemon.secrets.values.get('SUPABASE_SECRET_KEY')).toBe(`${key}new`);
  });

  it('ends with 1 when a value was refused, and has taken the others', async () => {
    write(`RUNPOD_API_KEY=${key}\n`);
    const errors = [{ path: 'value', message: 'Must be one word.' }];
    daemon.refuse('PUT /api/v1/secrets/RUNPOD', { status: 400, code: 'invalid_input', detail: 'No.', errors });
    const refused = await cli.run('import-env', 'my.env');
    expect([refused.code, refused.out]).toEqual([
      1,
      expect.stringMatching(/REFUSED +RUNPOD_API_KEY +Must be one word/),
    ]);
  });

  it('warns of a file that others can read, and of one that the studio reads itself', async () => {
    write(`RUNPOD_API_KEY=${key}\n`, 0o644);
    const wide = await cli.run('import-env', 'my.env');
    expect(wide.err).toContain('mode 644');
    writeFileSync(cli.folders.envFile, `RUNPOD_API_KEY=${key}\n`, { mode: 0o600 });
    expect((await cli.run('import-env', cli.folders.envFile)).err).toContain('The studio reads this file itself');
  });

  it('refuses what is no such file', async () => {
    expect((await cli.run('import-env', 'missing.env')).code).toBe(exitCodes.usage);
    expect((await cli.run('import-env', '.')).code).toBe(exitCodes.usage);
    writeFileSync(join(cli.cwd, 'my.env'), Buffer.from(`RUNPOD_API_KEY=${key}`, 'utf16le'));
    const refused = await cli.run('import-env', 'my.env');
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('UTF-8')]);
  });
});
