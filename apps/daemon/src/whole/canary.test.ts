import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RouteDefinition, routes } from '@videoexpress/job-schema';
import { startInstagramLogin } from '@videoexpress/cloud-clients/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { birds, refused } from '../testing/canary/birds.ts';
import { type Canary, canary, CanarySearch } from '../testing/canary/canaries.ts';
import { CanaryStudio } from '../testing/canary/canary-studio.ts';
import { ProcessWatch } from '../testing/canary/process-watch.ts';
import { unpackZip } from '../testing/canary/unpack-zip.ts';

/** Set where the session has a keychain that may be filled; else no keychain of the person's is touched. */
const withKeychain = process.env['VIDEOEXPRESS_CANARY_KEYCHAIN'] === '1';
const pages = fileURLToPath(new URL('../../../web/out', import.meta.url));

/** A refusal names the field it does not know to whoever sent it, and to nobody else. */
const fieldName = canary('refused: as the name of a field');
const toItsSender = 'answers to its sender';
/** In no slot, so that nothing takes it out where the engine quotes it: each place where it is not found was not seen. */
const stranger = canary('known to nobody');

let instagram: Awaited<ReturnType<typeof startInstagramLogin>> | null = null;
let studio: CanaryStudio | null = null;
let watch: ProcessWatch | null = null;
let root = '';
afterEach(async () => {
  watch?.stop();
  await instagram?.close();
  await studio?.end('SIGKILL').catch(() => undefined);
  for (const path of [root, `${root}.values.json`, `${root}.values.json.died`, `${root}.env`])
    rmSync(path, { recursive: true, force: true });
});

/** As long as it may take on a machine that is busy with much else. */
const patience = { timeout: 120_000, interval: 250 };

const field = (body: unknown, name: string): unknown => Reflect.get(Object(body), name);
const idOf = (body: unknown): string => String(field(body, 'id'));

describe('no secret leaves', () => {
  it('whatever is asked, refused, broken, killed and packed up', { timeout: 600_000 }, async () => {
    root = mkdtempSync(join(tmpdir(), 'videoexpress-canary-'));
    const search = new CanarySearch([...Object.values(birds), ...Object.values(refused), fieldName, stranger]);
    const eyes = new ProcessWatch(search);
    watch = eyes;
    instagram = await startInstagramLogin({ clientId: '1', clientSecret: 'unused', redirectUris: [] });
    instagram.endpoints.makeToken(birds.loginToken.value);
    const env = {
      ...process.env,
      INSTAGRAM_AUTH_BASE_URL: instagram.url,
      INSTAGRAM_GRAPH_BASE_URL: instagram.url,
      INSTAGRAM_CLIENT_ID: '1',
      ...(withKeychain ? {} : { DBUS_SESSION_BUS_ADDRESS: '' }),
      RUNPOD_API_KEY: birds.environment.value,
      AWS_SECRET_ACCESS_KEY: birds.environmentToo.value,
    };
    const it_ = new CanaryStudio(root, env, search, eyes);
    studio = it_;
    const envFile = join(root, 'config', '.env');
    const password = encodeURIComponent(birds.password.value);
    mkdirSync(join(root, 'config'), { mode: 0o700 });
    writeFileSync(
      envFile,
      `GOOGLE_CLIENT_SECRET=${birds.envFile.value}\nSUPABASE_ANON_KEY=${birds.envFileOldName.value}\nVIDEOS_API_URL=https://me:${password}@example.org/v1\n`,
      { mode: 0o600 },
    );
    // The engine quotes what the daemon knows: more of it with each slot that is filled.
    quoteFromNowOn([birds.environment, birds.environmentToo, birds.envFile, birds.envFileOldName, birds.password]);
    await it_.start();

    const { body } = await it_.call('GET', '/api/v1/secrets');
    expect(field(field(body, 'store'), 'backend')).toBe(withKeychain ? 'keychain' : 'file');
    await putEverything(it_);
    await logInEverywhere(it_);
    quoteFromNowOn(Object.values(birds).filter((bird) => bird !== birds.fromCli && bird !== birds.imported));
    await askWrongly(it_);
    const asset = await runJobs(it_);
    await askEverything(it_, asset);
    await useCommandLine(it_, search);

    quoteFromNowOn(Object.values(birds));
    await killAChild(it_, eyes);
    // A kill in the middle. What was replaced or removed before is nobody's secret any more, and not known to the next start.
    await it_.send('POST', '/api/v1/jobs', sketch('Snow falls on the sea all night', 480));
    quoteFromNowOn(Object.values(birds).filter((bird) => bird !== birds.rotated && bird !== birds.removed));
    await it_.end('SIGKILL');
    await it_.start();
    // And an end of its own, with last words. Those wait for no keychain, which this asks for first.
    await it_.call('GET', '/api/v1/secrets');
    await it_.send('POST', '/api/v1/jobs', quoting('die')).catch(() => undefined);
    await it_.ended();
    await it_.start();
    await askEverything(it_, asset);
    await it_.readStream(idOf((await it_.send('POST', '/api/v1/jobs', quoting('reject'))).body));
    await it_.end('SIGTERM');

    it_.searchFiles('files of the studio', root, [envFile]);
    it_.searchFiles('pages', pages);
    const expected = (leak: string) =>
      leak.includes(stranger.label) || (leak.startsWith(toItsSender) && leak.includes(fieldName.label));
    expect(search.leaks.filter((leak) => !expected(leak))).toEqual([]);
    expectThatMuchWasSearched(search, eyes);
  });
});

const quoting = (how: string) => ({ kind: 'text_to_video', engine: 'quoting', input: { prompt: `${how} please` } });
const sketch = (prompt: string, frames: number) => ({
  kind: 'text_to_video',
  engine: 'sketch',
  input: { prompt, num_frames: frames, fps: 24, width: 320, height: 192, seed: 7 },
});

/** What the worst engine quotes in all it says. */
function quoteFromNowOn(known: readonly Canary[]): void {
  const values = [stranger, ...known].map(({ value }) => value);
  writeFileSync(`${root}.values.json`, JSON.stringify(values), { mode: 0o600 });
}

async function putEverything(it_: CanaryStudio): Promise<void> {
  const put = (name: string, bird: Canary, more = {}) =>
    it_.send('PUT', `/api/v1/secrets/${name}`, { value: bird.value, ...more });
  const statuses = [
    await put('OPENAI_API_KEY', birds.rotated),
    await put('OPENAI_API_KEY', birds.put),
    await put('GEMINI_API_KEY', birds.removed),
    await it_.call('DELETE', '/api/v1/secrets/GEMINI_API_KEY'),
    await it_.call('POST', '/api/v1/secrets/GEMINI_API_KEY/undo'),
    await it_.call('DELETE', '/api/v1/secrets/GEMINI_API_KEY'),
    await put('RUNPOD_API_KEY', birds.beneath, { underEnvironment: true }),
  ];
  expect(statuses.map(({ status }) => status)).toEqual(statuses.map(() => 200));
  expect((await put('RUNPOD_API_KEY', birds.beneath)).status).toBe(409);
}

/** A login by its token; and codes, states and tokens that nobody takes, in each place where one can be given. */
async function logInEverywhere(it_: CanaryStudio): Promise<void> {
  const paste = (body: object) => it_.send('POST', '/api/v1/connections/instagram/paste', body);
  const [code, state] = [refused.loginCode.value, refused.loginState.value].map(encodeURIComponent);
  expect((await paste({ token: birds.loginToken.value })).status).toBe(200);
  expect((await paste({ token: refused.deadToken.value })).status).toBe(409);
  expect((await paste({ code: refused.loginCode.value })).status).toBe(409);
  expect((await paste({ address: `https://own.example.org/back?code=${code}&state=${state}` })).status).toBe(409);
  for (const service of ['youtube', 'instagram', 'nowhere']) {
    await it_.call('GET', `/oauth/${service}/callback?code=${code}&state=${state}`);
    await it_.call('GET', `/oauth/${service}/callback?error=access_denied&error_description=${code}&state=${state}`);
    await it_.call('GET', `/oauth/${service}/start?ticket=${state}`);
  }
  const { body } = await it_.call('GET', '/api/v1/connections');
  const [account] = Object(field(body, 'items'));
  expect((await it_.call('POST', `/api/v1/connections/${idOf(account)}/check`)).status).toBe(200);
}

/** Everything that can be done wrongly with a value; and values that are known, in places where they do not belong. */
async function askWrongly(it_: CanaryStudio): Promise<void> {
  const path = '/api/v1/secrets/OPENAI_API_KEY';
  const json = { 'content-type': 'application/json' };
  await it_.send('PUT', path, { value: `${refused.twoLines.value}\n${refused.twoLines.value}` });
  await it_.call('PUT', path, { body: `{"value": "${refused.broken.value}`, headers: json });
  await it_.send('PUT', path, { value: [refused.broken.value] });
  await it_.send('PUT', '/api/v1/secrets/NO_SUCH_KEY', { value: refused.unknown.value });
  await it_.send('POST', path, { value: refused.unknown.value });
  await it_.call('PUT', path, {
    body: JSON.stringify({ [fieldName.value]: fieldName.value }),
    headers: json,
    kind: toItsSender,
  });
  await it_.call('PUT', path, { body: new URLSearchParams({ value: refused.form.value }) });
  await it_.send('PUT', path, { value: refused.large.value.repeat(40_000) }).catch(() => undefined);
  await it_.call('GET', '/api/v1/secrets', { headers: { authorization: `Bearer ${refused.wrongToken.value}` } });
  for (const { value } of [birds.put, birds.environment, birds.removed]) {
    const inAddress = encodeURIComponent(value);
    await it_.call('GET', `/api/v1/secrets/${inAddress}`);
    await it_.call('GET', `/${'a'.repeat(460)}/${inAddress}`);
    await it_.call('GET', `/api/v1/jobs?q=${inAddress}&state=${inAddress}`);
    await it_.call('GET', `/login?code=${inAddress}`);
    await it_.call('GET', '/api/v1/jobs', { headers: { origin: `https://${inAddress}.example` } });
    await it_.send('POST', '/api/v1/jobs', { kind: value, engine: value, input: { prompt: 'x', model: value } });
    await it_.send('POST', '/api/v1/jobs', { ...quoting('x'), engine: value });
    await it_.send('PATCH', '/api/v1/settings', { defaultEngine: value, engines: { [value]: { x: value } } });
  }
}

/** A clip that is made, and every way in which an engine can fail and say too much. */
async function runJobs(it_: CanaryStudio): Promise<string> {
  const made = await it_.send('POST', '/api/v1/jobs', sketch('A red fox in snow', 24));
  const ids = [idOf(made.body)];
  for (const how of ['reject', 'throw', 'crash', 'crashed', 'fail']) {
    const job = await it_.send('POST', '/api/v1/jobs', quoting(how));
    expect(job.status, how).toBe(201);
    ids.push(idOf(job.body));
  }
  const away = await it_.send('POST', '/api/v1/jobs', quoting('unreachable'));
  const states = () =>
    Promise.all(ids.map(async (id) => String(field((await it_.call('GET', `/api/v1/jobs/${id}`)).body, 'state'))));
  await expect.poll(states, patience).toEqual(['succeeded', ...ids.slice(1).map(() => 'failed')]);
  await it_.call('POST', `/api/v1/jobs/${idOf(away.body)}/cancel`);
  await it_.call('POST', '/api/v1/engines/quoting/test');
  const listed = field((await it_.call('GET', '/api/v1/assets')).body, 'items');
  return idOf(Array.isArray(listed) ? listed[0] : null);
}

/** The child that makes a clip is killed while it works. */
async function killAChild(it_: CanaryStudio, { children }: ProcessWatch): Promise<void> {
  if (process.platform !== 'linux') return;
  const before = new Set(children);
  const { body } = await it_.send('POST', '/api/v1/jobs', sketch('Rain on a river', 240));
  const isNew = () => [...children].filter((pid) => !before.has(pid));
  await expect.poll(() => isNew().length, patience).toBeGreaterThan(0);
  for (const pid of isNew()) process.kill(pid, 'SIGKILL');
  const state = async () => field((await it_.call('GET', `/api/v1/jobs/${idOf(body)}`)).body, 'state');
  await expect.poll(state, patience).toMatch(/failed|succeeded/);
}

/** Every GET route that the router knows, with ids of things that are there. */
async function askEverything(it_: CanaryStudio, asset: string): Promise<void> {
  const jobs = field((await it_.call('GET', '/api/v1/jobs?limit=200')).body, 'items');
  const ids: readonly unknown[] = Array.isArray(jobs) ? jobs.map(idOf) : [];
  expect(ids.length).toBeGreaterThan(5);
  for (const route of Object.values<RouteDefinition>(routes)) {
    if (route.method !== 'GET' || route.responseType === 'stream') continue;
    const all = route.path.includes('/assets/') ? [asset] : route.path.includes('{id}') ? ids : [''];
    for (const id of all)
      await it_.call(
        'GET',
        `${route.path.replace('{id}', String(id))}${route.path.endsWith('archive') ? `?ids=${asset}` : ''}`,
      );
  }
  await it_.call('GET', '/');
}

async function useCommandLine(it_: CanaryStudio, search: CanarySearch): Promise<void> {
  const env = `${it_.root}.env`;
  writeFileSync(env, `INSTAGRAM_CLIENT_SECRET=${birds.imported.value}\nOPENAI_BASE_URL=https://example.org\n`, {
    mode: 0o600,
  });
  const bundle = `${it_.root}/bundle.json`;
  // Side by side: each is a program that takes a moment to start.
  const [set, imported] = await Promise.all([
    it_.cli(['secrets', 'set', 'ELEVENLABS_API_KEY'], `${birds.fromCli.value}\n`),
    it_.cli(['import-env', env]),
    it_.cli(['secrets', 'set', 'ELEVENLABS_API_KEY'], `${refused.twoLines.value}\nx\n`),
    it_.cli(['secrets', 'list', '--json']),
    it_.cli(['jobs', 'list', '--json']),
    it_.cli(['logs']),
    it_.cli(['doctor', '--bundle', bundle]),
    it_.cli(['backup', `${it_.root}/backup.zip`]),
  ]);
  expect([set, imported]).toEqual([0, 0]);
  search.look('doctor bundle', 'as it is', readFileSync(bundle));
  for (const [name, bytes] of unpackZip(readFileSync(`${it_.root}/backup.zip`))) search.look('backup', name, bytes);
}

/** A search that looked at next to nothing would find nothing too; so it must have found what nobody could hide. */
function expectThatMuchWasSearched({ searched, leaks }: CanarySearch, { children }: ProcessWatch): void {
  const placesOf = (label: string) =>
    new Set(leaks.filter((leak) => leak.includes(label)).map((leak) => leak.split(',')[0]));
  expect([...placesOf(fieldName.label)]).toEqual([toItsSender]);
  const seen = [
    'answers',
    'event stream',
    'output of the command line',
    'output of the daemon',
    'files of the studio',
    'database',
    'backup',
    'doctor bundle',
  ];
  expect([...placesOf(stranger.label)]).toEqual(expect.arrayContaining(seen));
  const least: Readonly<Record<string, number>> = {
    answers: 100_000,
    'headers of answers': 10_000,
    'event stream': 10_000,
    'output of the daemon': 2_000,
    'output of the command line': 2_000,
    'files of the studio': 100_000,
    'doctor bundle': 1_000,
    backup: 10_000,
    database: 50_000,
    pages: 100_000,
    ...(process.platform === 'linux' ? { 'process arguments': 1_000, 'environment of a child': 100 } : {}),
  };
  for (const [kind, bytes] of Object.entries(least)) expect(searched.get(kind) ?? 0, kind).toBeGreaterThan(bytes);
  if (process.platform === 'linux') expect(children.size).toBeGreaterThan(2);
}
