import { join } from 'node:path';
import { createKnownSecrets, openSecretVault } from '@videoexpress/host';
import { err, type Secret, secretListSchema, secretNames, secretSchema } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import type { OutsideSecrets, SecretVault } from '@videoexpress/studio';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpTestApp, outcomeOf, problemOf, startHttpTestApp } from '../testing/http-test-app.ts';
import { memoryVault } from '../testing/memory-vault.ts';
import { SseClient } from '../testing/sse-client.ts';
import { removeFolders, temporaryFolders, type TestStudio, testStudio } from '../testing/test-studio.ts';

const key = 'rpa_0123456789abcdefWXYZ';

const open: { app: HttpTestApp; test: TestStudio }[] = [];
afterEach(async () => {
  for (const { app, test } of open.splice(0)) {
    await app.close();
    await test.close();
    await removeFolders(test.folders);
  }
});

/** The whole daemon but for its process, over secrets in a real file. */
async function whole(options: { outside?: OutsideSecrets; engine?: ScriptedEngine; vault?: SecretVault } = {}) {
  const folders = temporaryFolders();
  const known = createKnownSecrets();
  const away = { detail: 'There is no desktop session here, so no keychain.', fix: null };
  const vault = openSecretVault({
    paths: folders,
    keychain: () => ({
      label: 'the keychain',
      open: async () => err(away),
      set: async () => err(away),
      remove: async () => err(away),
    }),
    onValue: known.add,
    log: { warn: () => undefined },
  });
  for (const { value } of Object.values(options.outside ?? {})) known.add(value);
  const test = testStudio({
    folders,
    engines: [options.engine ?? new ScriptedEngine({ resultPath: join(folders.data, 'no-clip') })],
    vault: options.vault ?? vault,
    outsideSecrets: options.outside ?? {},
    redact: known.redact,
  });
  await test.studio.start();
  const app = await startHttpTestApp({
    studio: test.studio,
    clock: test.clock,
    sessionStore: test.store.sessions,
    redact: known.redact,
  });
  open.push({ app, test });
  const call = (method: string, path: string, body?: unknown) =>
    app.fetch(`/api/v1/secrets${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  const list = async () => secretListSchema.parse(await (await call('GET', '')).json());
  const one = async (name: string): Promise<Secret | undefined> =>
    (await list()).items.find((each) => each.name === name);
  const secretOf = async (answer: Response): Promise<Secret> => secretSchema.parse(await answer.json());
  return { test, app, known, call, list, one, secretOf };
}

describe('secrets over HTTP', () => {
  it('are all listed, set or not, with where new ones are kept', async () => {
    const { list } = await whole();
    const { items, store } = await list();
    expect(items.map(({ name }) => name)).toEqual([...secretNames]);
    expect(items.filter(({ set, lastFour, source }) => set || lastFour !== null || source !== null)).toEqual([]);
    expect(store).toMatchObject({ backend: 'file', status: 'ok' });
  });

  it('go in, are in force at once, and come out by their last four characters alone', async () => {
    const { test, call, one, secretOf } = await whole();
    const put = await call('PUT', '/RUNPOD_API_KEY', { value: ` ${key}\n` });
    expect(put.status).toBe(200);
    const text = await put.clone().text();
    expect(text).not.toContain(key.slice(0, 8));
    expect(await secretOf(put)).toEqual(await one('RUNPOD_API_KEY'));
    expect(await one('RUNPOD_API_KEY')).toMatchObject({ set: true, lastFour: 'WXYZ', source: 'file', stored: 'file' });
    expect(await test.studio.secrets.read('RUNPOD_API_KEY')).toBe(key);
    await call('PUT', '/RUNPOD_API_KEY', { value: 'short-one' });
    expect(await test.studio.secrets.read('RUNPOD_API_KEY')).toBe('short-one');
    expect(await one('RUNPOD_API_KEY')).toMatchObject({ set: true, lastFour: null });
  });

  it.each([
    ['empty', ''],
    ['only space', '  \n'],
    ['a line break inside', `${key}\n${key}`],
    ['a space inside', `Bearer ${key}`],
    ['a control character', `${key}\u0007`],
    ['letters beyond ASCII', `${key}é`],
    ['too long', key.repeat(50)],
    ['a number', 17],
  ])('with a value that is %s are refused, and the value is not repeated', async (_, value) => {
    const { call, one } = await whole();
    const refused = await call('PUT', '/RUNPOD_API_KEY', { value });
    expect(await refused.clone().text()).not.toContain(key.slice(0, 8));
    expect(await outcomeOf(refused)).toBe('400 invalid_input');
    expect(await one('RUNPOD_API_KEY')).toMatchObject({ set: false });
  });

  it.each(['NO_SUCH_KEY', 'VIDEOEXPRESS_PORT', 'runpod_api_key', '__proto__', key])(
    'called %s are not there',
    async (name) => {
      const { call } = await whole();
      for (const [method, path, body] of [
        ['PUT', '', { value: key }],
        ['DELETE', '', undefined],
        ['POST', '/undo', undefined],
      ] as const) {
        expect(await outcomeOf(await call(method, `/${name}${path}`, body))).toBe('404 not_found');
      }
    },
  );

  it('are removed, and can be brought back for a minute and no longer', async () => {
    const { test, call, one, secretOf } = await whole();
    await call('PUT', '/RUNPOD_API_KEY', { value: key });
    const removed = await secretOf(await call('DELETE', '/RUNPOD_API_KEY'));
    expect(removed).toMatchObject({ set: false, stored: null, undoUntil: expect.any(String) });
    expect(await test.studio.secrets.read('RUNPOD_API_KEY')).toBeNull();
    expect(await secretOf(await call('POST', '/RUNPOD_API_KEY/undo'))).toMatchObject({ set: true, lastFour: 'WXYZ' });
    expect(await outcomeOf(await call('POST', '/RUNPOD_API_KEY/undo'))).toBe('409 invalid_state');

    await call('DELETE', '/RUNPOD_API_KEY');
    test.clock.advance(60_000);
    expect(await one('RUNPOD_API_KEY')).toMatchObject({ undoUntil: null });
    expect(await outcomeOf(await call('POST', '/RUNPOD_API_KEY/undo'))).toBe('409 invalid_state');
    expect((await call('DELETE', '/RUNPOD_API_KEY')).status).toBe(200);
  });

  it('that were replaced are as they were after an undo, also where nothing was set before', async () => {
    const { test, call } = await whole();
    await call('PUT', '/OPENAI_API_KEY', { value: key });
    await call('POST', '/OPENAI_API_KEY/undo');
    expect(await test.studio.secrets.read('OPENAI_API_KEY')).toBeNull();
    await call('PUT', '/OPENAI_API_KEY', { value: key });
    await call('PUT', '/OPENAI_API_KEY', { value: 'another-key' });
    await call('POST', '/OPENAI_API_KEY/undo');
    expect(await test.studio.secrets.read('OPENAI_API_KEY')).toBe(key);
  });

  it('that the environment sets win, are shown as such, and are not changed by mistake', async () => {
    const outside = { RUNPOD_API_KEY: { value: `env_${key}`, source: 'env_file' } } as const;
    const { test, call, one } = await whole({ outside });
    expect(await one('RUNPOD_API_KEY')).toMatchObject({ set: true, source: 'env', setIn: 'env_file', stored: null });
    expect(await outcomeOf(await call('PUT', '/RUNPOD_API_KEY', { value: key }))).toBe('409 secret_from_environment');
    expect(await outcomeOf(await call('DELETE', '/RUNPOD_API_KEY'))).toBe('409 secret_from_environment');
    expect((await call('PUT', '/RUNPOD_API_KEY', { value: key, underEnvironment: true })).status).toBe(200);
    expect(await one('RUNPOD_API_KEY')).toMatchObject({ source: 'env', stored: 'file' });
    expect(await test.studio.secrets.read('RUNPOD_API_KEY')).toBe(`env_${key}`);
    expect((await call('DELETE', '/RUNPOD_API_KEY')).status).toBe(200);
    expect(await one('RUNPOD_API_KEY')).toMatchObject({ source: 'env', stored: null });
  });

  it('tell of a change on the stream by name alone, and make the services look again', async () => {
    const { app, call, test } = await whole();
    const stream = await SseClient.open((init) => app.fetch('/api/v1/events', init));
    await call('PUT', '/RUNPOD_API_KEY', { value: key });
    let block = await stream.next();
    while (block?.event !== 'secret') block = await stream.next();
    stream.close();
    expect(JSON.parse(block.data ?? '')).toEqual({ name: 'RUNPOD_API_KEY', set: true });
    const health = await test.studio.health();
    expect(health.find(({ id }) => id === 'secrets')).toMatchObject({ label: 'Keys', status: 'ok' });
  });

  it('changed at the same moment are changed one after the other', async () => {
    const { test, call } = await whole();
    const values = Array.from({ length: 12 }, (_, index) => `value-number-${index}`);
    const answers = await Promise.all(values.map((value) => call('PUT', '/OPENAI_API_KEY', { value })));
    expect(answers.map(({ status }) => status)).toEqual(values.map(() => 200));
    const last = await test.studio.secrets.read('OPENAI_API_KEY');
    expect(values).toContain(last);
    await call('POST', '/OPENAI_API_KEY/undo');
    const before = await test.studio.secrets.read('OPENAI_API_KEY');
    expect([...values]).toContain(before);
    expect(before).not.toBe(last);
  });

  it('that the store refuses to keep are said to be as they were', async () => {
    const detail = 'secrets.json is damaged. Put a copy in its place.';
    const refusing = async () => err({ code: 'secret_store_unusable', detail } as const);
    const vault = { ...memoryVault(), put: refusing };
    const { call, one } = await whole({ vault });
    const refused = await call('PUT', '/RUNPOD_API_KEY', { value: key });
    expect(await problemOf(refused)).toMatchObject({ status: 409, code: 'secret_store_unusable', detail });
    expect(await one('RUNPOD_API_KEY')).toMatchObject({ set: false });
  });
});

describe('what an engine says', () => {
  it('is kept without the secrets it quotes, in answers and in exceptions', async () => {
    const engine = new ScriptedEngine();
    const { test, call, app } = await whole({ engine });
    await call('PUT', '/RUNPOD_API_KEY', { value: key });
    engine.submitAnswers.push(async () =>
      err({ code: 'rejected', detail: `401 for Bearer ${key}`, userMessage: `The key ${key} is wrong.` }),
    );
    const rejected = await test.untilEnd((await test.create()).id);
    expect(rejected.error).toMatchObject({ userMessage: 'The key [redacted] is wrong.' });
    for (let each = 0; each < 5; each += 1) {
      engine.submitAnswers.push(() => {
        throw new Error(`fetch of https://example.org/?key=${key} failed`);
      });
    }
    const crashed = await test.untilEnd((await test.create()).id);
    expect(crashed.state).toBe('failed');
    const told = [
      await (await app.fetch('/api/v1/jobs')).text(),
      JSON.stringify(test.log.lines),
      String(errorsIn(test)),
    ];
    for (const text of told) expect(text).not.toContain(key);
    expect(told[2]).toContain('[redacted]');
  });
});

/** Exceptions as they were logged, with their traces. */
function errorsIn({ log }: TestStudio): string[] {
  return log.lines.flatMap(({ fields }) => {
    const { err: cause } = fields;
    return cause instanceof Error ? [`${cause.message} ${cause.stack}`] : [JSON.stringify(fields)];
  });
}
