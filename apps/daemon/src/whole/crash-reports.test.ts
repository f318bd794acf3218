import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SentryIngest, startSentryIngest } from '@videoexpress/cloud-clients/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canary, CanarySearch, plainCanary } from '../testing/canary/canaries.ts';
import { CanaryStudio } from '../testing/canary/canary-studio.ts';
import { ProcessWatch } from '../testing/canary/process-watch.ts';

// A daemon in a process of its own, with the engine that quotes all it can get hold of in each of its exceptions; and a
// Sentry on loopback, of which the raw envelopes are searched.

const birds = {
  environment: plainCanary('a key in the environment'),
  kept: canary('a key that is kept'),
  prompt: canary('the prompt'),
  header: plainCanary('a header'),
  address: canary('an address'),
  folder: { label: 'the data folder', value: 'cnry-folder-5c1e77ab' },
  /** In no slot, so nothing knows it: only what is left behind whole cannot have it. */
  stranger: canary('known to nobody'),
};

let ingest: SentryIngest;
let root = '';
let search: CanarySearch;
let watch: ProcessWatch;
let studio: CanaryStudio | null = null;

beforeEach(async () => {
  ingest = await startSentryIngest();
  root = join(mkdtempSync(join(tmpdir(), 'videoexpress-crash-')), birds.folder.value);
  search = new CanarySearch(Object.values(birds));
  watch = new ProcessWatch(search);
});
afterEach(async () => {
  watch.stop();
  await studio?.end('SIGKILL').catch(() => undefined);
  await ingest.stop();
  rmSync(join(root, '..'), { recursive: true, force: true });
});

async function open(env: NodeJS.ProcessEnv = { SENTRY_DSN: ingest.dsn }): Promise<CanaryStudio> {
  const values = [birds.stranger, birds.environment, birds.kept, birds.folder].map(({ value }) => value);
  writeFileSync(`${root}.values.json`, JSON.stringify([...values, `/home/ada/${birds.address.value}`]));
  const own = { ...process.env, DBUS_SESSION_BUS_ADDRESS: '', RUNPOD_API_KEY: birds.environment.value };
  studio = new CanaryStudio(root, { ...own, ...env }, search, watch);
  await studio.start();
  await studio.send('PUT', '/api/v1/secrets/OPENAI_API_KEY', { value: birds.kept.value });
  return studio;
}

/** Asks for a clip whose engine fails in the way of the first word. */
function ask(it_: CanaryStudio, how: string): Promise<unknown> {
  return it_
    .call('POST', `/api/v1/jobs?${encodeURIComponent(birds.address.value)}`, { body: '{}' })
    .then(() =>
      it_.call('POST', '/api/v1/jobs', {
        body: JSON.stringify({
          kind: 'text_to_video',
          engine: 'quoting',
          input: { prompt: `${how} ${birds.prompt.value}` },
        }),
        headers: { 'content-type': 'application/json', 'x-canary': birds.header.value },
      }),
    )
    .catch(() => undefined);
}

const nothingLeaks = (): void => {
  const before = search.leaks.length;
  search.look('envelopes', 'all of them', ingest.everything());
  expect(search.leaks.slice(before)).toEqual([]);
};

describe('a crash of the daemon', () => {
  it('that its queue survives is reported, and one that ends it is reported before it is gone', async () => {
    const it_ = await open();
    await ask(it_, 'throw');
    const [handler] = await ingest.untilEvents(1);
    expect(handler).toMatchObject({ level: 'error', tags: { part: 'daemon', where: 'A handler threw' } });

    await ask(it_, 'die');
    await it_.ended();
    const fatal = ingest.events().filter(({ level }) => level === 'fatal');
    expect(fatal).toMatchObject([
      {
        tags: { part: 'daemon', where: 'Nobody caught it' },
        exception: { values: [{ type: 'Error', mechanism: { handled: false } }] },
      },
    ]);
    expect(JSON.stringify(fatal)).toContain('quoting-engine.ts');
    expect(ingest.envelopes.flatMap(({ items }) => items.map(({ type }) => type))).not.toContain('session');
    nothingLeaks();
  });

  it('is no later gone where Sentry does not answer than two seconds', async () => {
    ingest.answerWith('hold');
    const it_ = await open();
    await ask(it_, 'die');
    await ingest.untilEvents(1);
    const sentMs = performance.now();
    await it_.ended();
    // An answer would be waited for up to five seconds.
    expect(performance.now() - sentMs).toBeLessThan(4000);
    expect(ingest.events()).toMatchObject([{ level: 'fatal' }]);
  });

  it('is not reported once that is switched off, nor what the page reports', async () => {
    const it_ = await open();
    await it_.call('PATCH', '/api/v1/settings', {
      body: JSON.stringify({ crashReports: false }),
      headers: { 'content-type': 'application/json' },
    });
    const event = { event_id: 'a'.repeat(32), exception: { values: [{ type: 'Error', value: 'x' }] } };
    expect(await it_.send('POST', '/api/v1/crash-reports', { event })).toMatchObject({ status: 202 });
    await ask(it_, 'throw');
    await ask(it_, 'die');
    await it_.ended();
    expect(ingest.envelopes).toEqual([]);
  });

  it('is not reported without a DSN, and with one that is set while it runs', async () => {
    const it_ = await open({});
    await ask(it_, 'throw');
    const health = async (): Promise<unknown> => (await it_.call('GET', '/api/v1/health')).body;
    expect(await health()).toMatchObject({ services: expect.arrayContaining([sentry('not_configured')]) });
    const wrong = await it_.send('PUT', '/api/v1/secrets/SENTRY_DSN', { value: 'https://example.org/1' });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid_input', errors: [{ path: 'value' }] } });
    expect(await it_.send('PUT', '/api/v1/secrets/SENTRY_DSN', { value: ingest.dsn })).toMatchObject({ status: 200 });
    expect(await health()).toMatchObject({ services: expect.arrayContaining([sentry('ok')]) });
    expect(ingest.envelopes).toEqual([]);
    expect(await it_.call('POST', '/api/v1/crash-reports/test')).toMatchObject({ body: { works: true } });
    await ask(it_, 'die');
    await it_.ended();
    expect(ingest.events()).toMatchObject([{ tags: { where: 'A test report' } }, { level: 'fatal' }]);
    nothingLeaks();
  });
});

function sentry(status: string): unknown {
  return expect.objectContaining({ id: 'sentry', status });
}
