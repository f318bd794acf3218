import Database from 'better-sqlite3';
import {
  type Engine,
  engineSchema,
  engineTestSchema,
  serviceHealthSchema,
  type Settings,
  settingsSchema,
} from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpTestApp, outcomeOf, problemOf, startHttpTestApp } from '../testing/http-test-app.ts';
import { removeFolders, type TestStudio, testStudio } from '../testing/test-studio.ts';
import { SseClient } from '../testing/sse-client.ts';

const atOnce = {
  type: 'number',
  name: 'at_once',
  label: 'At once',
  help: 'How many at once.',
  min: 1,
  max: 4,
  step: 1,
  default: 1,
} as const;
const fox = { kind: 'text_to_video', input: { prompt: 'A red fox in snow' } } as const;

const open: { app: HttpTestApp; test: TestStudio }[] = [];
afterEach(async () => {
  for (const { app, test } of open.splice(0)) {
    await app.close();
    await test.close();
    await removeFolders(test.folders);
  }
});

async function whole(options: Parameters<typeof testStudio>[0] = {}) {
  const first = new ScriptedEngine({ id: 'first', settings: [atOnce] });
  const second = new ScriptedEngine({ id: 'second' });
  const test = testStudio({ engines: [first, second], ...options });
  await test.studio.start();
  const app = await startHttpTestApp({ studio: test.studio, clock: test.clock, sessionStore: test.store.sessions });
  open.push({ app, test });
  const patch = (body: unknown) =>
    app.fetch('/api/v1/settings', {
      method: 'PATCH',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  const read = async (): Promise<Settings> => settingsSchema.parse(await (await app.fetch('/api/v1/settings')).json());
  return { test, app, first, second, patch, read };
}

describe('settings over HTTP', () => {
  it('are all there before anything was set', async () => {
    const { read } = await whole();
    expect(await read()).toEqual({
      defaultEngine: 'first',
      engines: { first: { at_once: 1 } },
      objectStorage: { bucket: '', endpoint: '', publicBaseUrl: '' },
      oauthClients: { googleClientId: '', instagramClientId: '', instagramRedirectUri: '' },
      captions: { provider: 'auto', openaiModel: 'gpt-5.4-mini', geminiModel: 'gemini-flash-latest' },
      supabaseUrl: '',
      publishTimes: ['18:00'],
      trashDays: 7,
      historyDays: null,
      eventDays: 7,
      logDays: 30,
      quarantineDays: 30,
      upgradeCopyDays: 90,
      monthlyBudgetUsd: null,
      notifications: { sound: false, desktop: false },
      crashReports: true,
      theme: 'system',
      shortcuts: {},
      welcomed: false,
    });
  });

  it('change by what a patch names, records by key and notifications by field', async () => {
    const { patch, read } = await whole();
    await patch({ notifications: { sound: true }, shortcuts: { 'queue.toggle': 'Shift+Q', 'player.loop': 'K' } });
    await patch({ notifications: { desktop: true }, shortcuts: { 'player.loop': null, 'go.library': 'G' } });
    const answer = await patch({ shortcuts: { 'queue.toggle': false }, historyDays: 30 });
    expect(settingsSchema.parse(await answer.json())).toEqual(await read());
    expect(await read()).toMatchObject({
      notifications: { sound: true, desktop: true },
      shortcuts: { 'player.loop': null, 'go.library': 'G' },
      historyDays: 30,
    });
    await patch({ historyDays: null });
    expect((await read()).historyDays).toBeNull();
    await patch({ objectStorage: { bucket: ' clips ', endpoint: 'http://127.0.0.1:9000' } });
    await patch({ objectStorage: { publicBaseUrl: 'https://pub.example.org' } });
    await patch({ objectStorage: { endpoint: '' } });
    const place = { bucket: 'clips', endpoint: '', publicBaseUrl: 'https://pub.example.org' };
    expect((await read()).objectStorage).toEqual(place);
  });

  it('keep both of two changes made at the same moment', async () => {
    const { patch, read } = await whole();
    const changes = [{ theme: 'dark' }, { trashDays: 30 }, { welcomed: true }, { engines: { first: { at_once: 3 } } }];
    await Promise.all(changes.map(patch));
    expect(await read()).toMatchObject({
      theme: 'dark',
      trashDays: 30,
      welcomed: true,
      engines: { first: { at_once: 3 } },
    });
  });

  it('tell of a change on the stream, as everything now is', async () => {
    const { app, patch } = await whole();
    const stream = await SseClient.open((init) => app.fetch('/api/v1/events', init));
    await patch({ theme: 'light' });
    let block = await stream.next();
    while (block?.event !== 'settings') block = await stream.next();
    stream.close();
    expect(settingsSchema.parse(JSON.parse(block.data ?? ''))).toMatchObject({ theme: 'light', trashDays: 7 });
  });

  it.each([
    [{ defaultEngine: 'nowhere' }, '400 engine_unknown', ['defaultEngine']],
    [{ engines: { nowhere: { x: 1 } } }, '400 engine_unknown', ['engines.nowhere']],
    [{ engines: { first: { at_once: 5 } } }, '400 invalid_input', ['engines.first.at_once']],
    [{ engines: { first: { at_once: 1.5 } } }, '400 invalid_input', ['engines.first.at_once']],
    [{ engines: { first: { at_once: 'two' } } }, '400 invalid_input', ['engines.first.at_once']],
    [
      { engines: { first: { nope: 1 }, second: { any: true } } },
      '400 invalid_input',
      ['engines.first.nope', 'engines.second.any'],
    ],
    [{ trashDays: 0 }, '400 invalid_input', ['trashDays']],
    [{ historyDays: 4000 }, '400 invalid_input', ['historyDays']],
    [{ theme: 'pink' }, '400 invalid_input', ['theme']],
    [{ objectStorage: { bucket: 'No Bucket' } }, '400 invalid_input', ['objectStorage.bucket']],
    [{ objectStorage: { endpoint: 'http://example.org' } }, '400 invalid_input', ['objectStorage.endpoint']],
    [{ objectStorage: { endpoint: 'https://me:pass@example.org' } }, '400 invalid_input', ['objectStorage.endpoint']],
    [{ objectStorage: { publicBaseUrl: 'https://a.b/?q' } }, '400 invalid_input', ['objectStorage.publicBaseUrl']],
    [{ nope: 1, notifications: { smell: true } }, '400 invalid_input', ['notifications.smell', 'nope']],
  ])('refuse %j whole, each field named', async (body, outcome, paths) => {
    const { patch, read } = await whole();
    const before = await read();
    const refused = await patch({ ...body, welcomed: true });
    expect(await outcomeOf(refused.clone())).toBe(outcome);
    expect((await problemOf(refused)).errors?.map((each) => each.path).toSorted()).toEqual(paths.toSorted());
    expect(await read()).toEqual(before);
  });

  it('name the engines there are where one is unknown', async () => {
    const { patch } = await whole();
    expect((await problemOf(await patch({ defaultEngine: 'nowhere' }))).detail).toContain('first, second');
  });

  it('decide the engine of a job that names none, at once and after a restart', async () => {
    const { patch, app, test } = await whole();
    const engineOf = async () => (await test.create()).engine;
    const listed = async (): Promise<Engine[]> => {
      const answer = Object(await (await app.fetch('/api/v1/engines')).json());
      return engineSchema.array().parse(answer.items);
    };
    expect(await engineOf()).toBe('first');
    await patch({ defaultEngine: 'second' });
    expect(await engineOf()).toBe('second');
    expect((await listed()).map(({ id, isDefault }) => [id, isDefault])).toEqual([
      ['first', false],
      ['second', true],
    ]);
    expect((await test.create({ ...fox, engine: 'first' })).engine).toBe('first');
  });

  it('of an engine change how many it holds, without a restart', async () => {
    const { patch, test, first } = await whole();
    await test.create();
    await test.create();
    await test.until(() => first.submissions.length === 1);
    expect((await test.studio.queue.read()).counts.queued).toBe(1);
    await patch({ engines: { first: { at_once: 2 } } });
    await first.submitted(2);
    expect(first.settings).toEqual({ at_once: 2 });
  });
});

describe('settings of an earlier run', () => {
  async function nextRun(before: TestStudio, engines: readonly ScriptedEngine[]) {
    await before.abandon();
    const test = testStudio({ engines, folders: before.folders, clock: before.clock });
    await test.studio.start();
    return test;
  }

  it('are in force from the first submission on', async () => {
    const { patch, test } = await whole();
    await patch({ defaultEngine: 'second', engines: { first: { at_once: 4 } } });
    const engines = [new ScriptedEngine({ id: 'first', settings: [atOnce] }), new ScriptedEngine({ id: 'second' })];
    const again = await nextRun(test, engines);
    expect(engines[0]?.settings).toEqual({ at_once: 4 });
    expect((await again.create()).engine).toBe('second');
    await again.close();
  });

  it('that no longer fit take their default and come back when they fit again', async () => {
    const { patch, test } = await whole();
    await patch({ defaultEngine: 'second', engines: { first: { at_once: 4 } }, trashDays: 14 });
    const without = await nextRun(test, [
      new ScriptedEngine({ id: 'first', settings: [{ ...atOnce, max: 2, default: 2 }] }),
    ]);
    expect(await without.studio.settings.read()).toMatchObject({
      defaultEngine: 'first',
      engines: { first: { at_once: 2 } },
      trashDays: 14,
    });
    const [warning] = without.log.lines.filter((line) => line.level === 'warn');
    expect(warning?.fields).toEqual({ settings: ['engines.first.at_once', 'defaultEngine'] });
    await without.studio.settings.patch({ theme: 'dark' });
    const engines = [new ScriptedEngine({ id: 'first', settings: [atOnce] }), new ScriptedEngine({ id: 'second' })];
    const again = await nextRun(without, engines);
    expect(await again.studio.settings.read()).toMatchObject({
      defaultEngine: 'second',
      engines: { first: { at_once: 4 } },
      theme: 'dark',
    });
    await again.close();
  });

  it.each([
    ['no JSON', '{"theme":"da', ['settings']],
    ['another shape', '[1]', ['settings']],
    ['a value of another version', '{"theme":"sepia","trashDays":9,"later":1}', ['theme', 'later']],
  ])('damaged (%s) never keep the studio from starting', async (_, kept, faults) => {
    const { test } = await whole();
    const put = "INSERT INTO setting (key, value_json) VALUES ('settings', ?)";
    test.store.connection.prepare(put).run(kept);
    const again = await nextRun(test, [new ScriptedEngine({ id: 'first' })]);
    expect(await again.studio.settings.read()).toMatchObject({
      theme: 'system',
      trashDays: faults.includes('settings') ? 7 : 9,
    });
    const warned = again.log.lines.find((line) => line.level === 'warn');
    expect(warned?.fields).toEqual({ settings: faults });
    expect(await again.studio.settings.patch({ theme: 'dark' })).toMatchObject({ ok: true, value: { theme: 'dark' } });
    await again.close();
  });
});

describe('testing an engine', () => {
  it('answers with its health where it has no test of its own, and 404 for one that is not there', async () => {
    const { app } = await whole();
    const tested = await app.fetch('/api/v1/engines/first/test', { method: 'POST' });
    expect(engineTestSchema.parse(await tested.json())).toMatchObject({ works: true, detail: 'Scripted.', fix: null });
    expect(await outcomeOf(await app.fetch('/api/v1/engines/nowhere/test', { method: 'POST' }))).toBe('404 not_found');
  });
});

describe('health', () => {
  it('is told of a database that another program holds, and of its return', async () => {
    const { app, test } = await whole();
    const statusOf = async () => {
      const answer = Object(await (await app.fetch('/api/v1/health')).json());
      return serviceHealthSchema
        .array()
        .parse(answer.services)
        .find(({ id }) => id === 'database')?.status;
    };
    expect(await statusOf()).toBe('ok');
    const other = new Database(test.folders.databaseFile);
    other.exec('BEGIN IMMEDIATE');
    expect(await statusOf()).toBe('degraded');
    other.exec('ROLLBACK');
    other.close();
    const stream = await SseClient.open((init) => app.fetch('/api/v1/events', init));
    expect(await statusOf()).toBe('ok');
    let block = await stream.next();
    while (block?.event !== 'health' || !block.data?.includes('"database"')) block = await stream.next();
    stream.close();
    expect(serviceHealthSchema.parse(JSON.parse(block.data))).toMatchObject({ id: 'database', status: 'ok' });
  });
});
