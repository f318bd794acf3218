import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SentryIngest, startSentryIngest } from '../testing/sentry-ingest.ts';
import { createCrashReports } from './create-crash-reports.ts';
import { saidByMadeUpCrash } from './made-up-crash.ts';

const canary = 'CANARY7f3a';
const place = { where: 'A handler threw' };
let ingest: SentryIngest;
let dsn: string | null;
let clock: ManualClock;

function reportsOn(): ReturnType<typeof createCrashReports> {
  const secrets = { read: () => Promise.resolve(dsn) };
  const reports = createCrashReports({ secrets, clock, redact: (text) => text, appVersion: '1.2.3' });
  reports.configure(true);
  return reports;
}

beforeEach(async () => {
  ingest = await startSentryIngest();
  dsn = ingest.dsn;
  clock = new ManualClock();
});
afterEach(() => ingest.stop());

/** Throws as a bug does, with everything in its words that must not leave. */
function crash(): Error {
  const cause = new RangeError(`/home/${canary}/fox.mp4`);
  const thrown = new TypeError(`“a fox ${canary}” failed: Bearer ${canary}, https://x.example/?token=${canary}`, {
    cause,
  });
  return Object.assign(thrown, { request: { headers: { authorization: canary } }, code: 'ERR_INVALID_ARG_TYPE' });
}

describe('crash reports', () => {
  it('send what was thrown and where, and nothing that it says', async () => {
    const reports = reportsOn();
    expect(reports.report(crash(), place)).toBe(true);
    await reports.close(2000);
    const [event] = ingest.events();
    expect(ingest.everything()).not.toContain(canary);
    expect(ingest.envelopes.map(({ items }) => items.map(({ type }) => type))).toEqual([['event']]);
    expect(event).toMatchObject({
      level: 'error',
      release: 'videoexpress@1.2.3',
      tags: { part: 'daemon', where: 'A handler threw' },
      contexts: { runtime: { name: 'node' }, os: { name: process.platform } },
      exception: { values: [{ type: 'RangeError' }, { type: 'TypeError' }] },
    });
    expect(JSON.stringify(event)).toContain('ERR_INVALID_ARG_TYPE');
    expect(JSON.stringify(event)).toContain('packages/cloud-clients/src/crash-reports/crash-reports.test.ts');
    expect(Object.keys(event ?? {}).toSorted()).toEqual([
      'contexts',
      'environment',
      'event_id',
      'exception',
      'level',
      'platform',
      'release',
      'sdk',
      'tags',
      'timestamp',
    ]);
  });

  it('take an exception of the page, and clean it once more', async () => {
    const reports = reportsOn();
    const frame = {
      filename: `http://localhost:8000/_next/static/chunks/1.js?${canary}`,
      function: 'render',
      lineno: 1,
    };
    const values = [{ type: 'TypeError', value: `${canary} is not a function`, stacktrace: { frames: [frame] } }];
    reports.reportOfPage({ event_id: 'b'.repeat(32), timestamp: 1, exception: { values }, user: { id: canary } });
    reports.reportOfPage({ what: canary });
    await reports.close(2000);
    expect(ingest.events()).toMatchObject([
      { event_id: 'b'.repeat(32), platform: 'javascript', tags: { part: 'page' } },
    ]);
    expect(ingest.everything()).not.toContain(canary);
  });

  it('are not sent while the switch is off, before it is known, without a DSN, or with one that is none', async () => {
    const off = reportsOn();
    off.configure(false);
    expect(off.report(crash(), place)).toBe(false);
    const secrets = { read: () => Promise.resolve(dsn) };
    const unknown = createCrashReports({ secrets, clock, redact: (text) => text, appVersion: '1.2.3' });
    expect(unknown.report(crash(), place)).toBe(false);
    dsn = null;
    const without = reportsOn();
    without.report(crash(), place);
    dsn = 'http://nobody@example.org/1';
    const wrong = reportsOn();
    wrong.report(crash(), place);
    await Promise.all([off, unknown, without, wrong].map((each) => each.close(2000)));
    expect(ingest.envelopes).toEqual([]);
  });

  it('follow switch and DSN at once', async () => {
    const reports = reportsOn();
    dsn = null;
    expect(await reports.health()).toMatchObject({ id: 'sentry', status: 'not_configured' });
    expect(reports.report(crash(), place)).toBe(false);
    dsn = ingest.dsn;
    expect(await reports.health()).toMatchObject({ status: 'ok', detail: expect.stringContaining('127.0.0.1') });
    reports.configure(false);
    expect(await reports.health()).toMatchObject({
      status: 'not_configured',
      detail: expect.stringMatching(/^Switched off/),
    });
    reports.configure(true);
    reports.report(crash(), place);
    await ingest.untilEvents(1);
    await reports.close(2000);
  });

  it('say why a DSN of the environment cannot be used', async () => {
    dsn = 'https://example.org/1';
    expect(await reportsOn().health()).toMatchObject({
      status: 'down',
      detail: expect.stringMatching(/SENTRY_DSN .*public key/),
    });
  });

  it('are the same but once in ten minutes, and at most thirty an hour', async () => {
    const reports = reportsOn();
    const same = crash();
    expect([reports.report(same, place), reports.report(same, place)]).toEqual([true, false]);
    clock.advance(10 * 60_000);
    expect(reports.report(same, place)).toBe(true);
    const others = Array.from({ length: 40 }, (_, at) => Object.assign(new Error('x'), { name: `Kind${at}` }));
    expect(others.filter((each) => reports.report(each, place))).toHaveLength(28);
    expect(reports.report(crash(), { ...place, isFatal: true })).toBe(true);
    await reports.close(5000);
  });

  it('hold up no end: an ingest that does not answer is waited for no longer than said', async () => {
    ingest.answerWith('hold');
    const reports = reportsOn();
    reports.report(crash(), place);
    await ingest.untilEvents(1);
    const closed = reports.close(2000);
    clock.advance(2000);
    await closed;
    expect(reports.report(crash(), { ...place, isFatal: true })).toBe(false);
  });

  it('show an example of what is sent, with nothing of what it said', async () => {
    dsn = null;
    const { example, state } = await reportsOn().describe();
    expect(state).toBe('not_configured');
    const text = JSON.stringify(example);
    expect(text).toContain('MadeUpCrash');
    for (const word of saidByMadeUpCrash.match(/\w{4,}/g) ?? []) expect(text).not.toContain(`${word} `);
    expect(ingest.envelopes).toEqual([]);
  });

  it('are tried out by a report that says what came of it', async () => {
    const reports = reportsOn();
    const { signal } = new AbortController();
    expect(await reports.test(signal)).toMatchObject({ works: true });
    expect(ingest.events()).toMatchObject([{ tags: { where: 'A test report' } }]);
    ingest.answerWith(403);
    expect(await reports.test(signal)).toMatchObject({ works: false, detail: expect.stringContaining('403') });
    await ingest.stop();
    expect(await reports.test(signal)).toMatchObject({
      works: false,
      detail: expect.stringMatching(/could not be reached/),
    });
    reports.configure(false);
    expect(await reports.test(signal)).toMatchObject({ works: false, detail: expect.stringMatching(/^Switched off/) });
  });
});
