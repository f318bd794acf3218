import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { err, ok, type ServiceHealth } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { clipFileName, type MediaTools, StoreUnavailable } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import { type TestStudio, trustingMedia, waitingMedia } from '../testing/test-studio.ts';

const studio = keptStudios();
const drawing = { state: 'running', progress: { fraction: 0.5, stage: 'Drawing' } } as const;

async function queueHealth(test: TestStudio): Promise<ServiceHealth | undefined> {
  return (await test.studio.health()).find((service) => service.id === 'queue');
}

/** No page can be added to the database any more: what SQLite says then is what it says on a full disk. */
function fillDatabase(test: TestStudio): () => void {
  const { connection } = test.store;
  const pages = Number(connection.pragma('page_count', { simple: true }));
  connection.pragma(`max_page_count = ${pages}`);
  return () => connection.pragma('max_page_count = 1000000000');
}

describe('a full disk', () => {
  it('at the commit of a new job leaves no half row, and the queue goes on by itself when there is room', async () => {
    const test = studio();
    await test.studio.start();
    await test.create();
    const makeRoom = fillDatabase(test);
    const long = { prompt: 'x'.repeat(2000) };
    const before = (await test.store.jobs.counts()).queued;
    let refused: unknown = null;
    for (let tries = 0; tries < 50 && refused === null; tries += 1) {
      refused = await test.create({ input: long, runAt: '2030-01-01T00:00:00.000Z' }).then(
        () => null,
        (cause: unknown) => cause,
      );
    }
    expect(refused).toBeInstanceOf(StoreUnavailable);
    expect(refused).toMatchObject({ reason: 'full' });
    const events = test.store.connection.prepare("SELECT count(*) FROM event WHERE topic = 'job'").pluck().get();
    const rows = test.store.connection.prepare('SELECT count(*) FROM job').pluck().get();
    makeRoom();
    const after = await test.create({ input: long });
    expect((await test.job(after.id)).state).toBe('queued');
    expect(Number(rows)).toBeGreaterThanOrEqual(before);
    expect(Number(events)).toBeGreaterThanOrEqual(Number(rows));
  });

  it('never says that the queue was not paused where it was', async () => {
    const test = studio();
    await test.studio.start();
    await test.studio.queue.pause();
    await test.studio.queue.resume();
    fillDatabase(test);
    // An event finds no page any more; the one row that says whether the queue is paused is written over in place.
    const payload = await test.studio.queue.read();
    for (let isFull = false; !isFull; )
      isFull = await test.store.queue.appendEvent({ topic: 'queue', payload }, 0).then(
        () => false,
        () => true,
      );
    const said = await test.studio.queue.pause().then(
      (queue) => queue.paused,
      () => false,
    );
    expect((await test.studio.queue.read()).paused).toBe(said);
  });

  it('while an engine answers holds the queue and loses nothing of the answer', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    const waiting = await test.create({ input: { prompt: 'waiting' } });
    engine.set(engine.submissions[0]?.attemptId ?? '', drawing);
    await test.untilState(job.id, 'running');
    const makeRoom = fillDatabase(test);
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    // Progress rows use up what is left of the pages before the end of the render is written.
    await test.until(
      async () =>
        (await test.studio.queue.read()).holds.some((hold) => hold.reason === 'disk_full') ||
        (await test.job(job.id)).state === 'succeeded',
    );
    const held = (await test.studio.queue.read()).holds.length > 0;
    if (held) expect(await queueHealth(test)).toMatchObject({ status: 'degraded', fix: 'Free some disk space.' });
    makeRoom();
    expect((await test.untilEnd(job.id)).state).toBe('succeeded');
    await test.untilState(waiting.id, 'submitted');
    expect((await test.studio.queue.read()).holds).toEqual([]);
  });

  it('while a clip is fetched removes what was written, keeps the remote copy, and tries again', async () => {
    const engine = new ScriptedEngine();
    engine.retrieveAnswers.push(
      err({ code: 'disk_full', detail: 'ENOSPC' }),
      err({ code: 'disk_full', detail: 'ENOSPC' }),
    );
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    await test.until(async () => (await test.studio.queue.read()).holds.length === 1);
    expect((await test.studio.queue.read()).holds).toMatchObject([{ reason: 'disk_full' }]);
    expect(readdirSync(test.folders.scratch)).toEqual([]);
    expect(engine.released).toEqual([]);
    expect((await test.untilEnd(job.id)).state).toBe('succeeded');
    await test.until(async () => (await test.studio.queue.read()).holds.length === 0);
  });
});

describe('a database that another program holds', () => {
  it('for a minute makes the queue wait, and no answer of an engine is forgotten', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    const other = new Database(test.folders.databaseFile);
    other.exec('BEGIN IMMEDIATE');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    const write = await test.create().then(
      () => null,
      (cause: unknown) => cause,
    );
    expect(write).toMatchObject({ name: 'StoreUnavailable', reason: 'busy' });
    await test.until(() => test.log.lines.some((line) => line.message.startsWith('The database is unavailable')));
    expect((await test.job(job.id)).state).toBe('submitted');
    const database = (await test.studio.health()).find(({ id }) => id === 'database');
    expect(database).toMatchObject({ status: 'degraded', fix: expect.stringContaining('Close the program') });
    other.exec('ROLLBACK');
    other.close();
    const end = await test.untilEnd(job.id);
    expect(end).toMatchObject({ state: 'succeeded', submissions: 1 });
  });

  it('is waited for once, not by each of those who want to write: waiting stops everything else', async () => {
    const test = studio();
    const other = new Database(test.folders.databaseFile);
    other.exec('BEGIN IMMEDIATE');
    const beganAt = performance.now();
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => test.create()));
    expect(performance.now() - beganAt).toBeLessThan(2500);
    expect(tries.every(({ status }) => status === 'rejected')).toBe(true);
    other.exec('ROLLBACK');
    other.close();
    await test.create();
    expect(test.store.connection.pragma('busy_timeout', { simple: true })).toBe(250);
  });
});

describe('what an engine hands over', () => {
  it('that is no video never gets a final name; it is kept aside and tried once more where that costs nothing', async () => {
    const engine = new ScriptedEngine({ embedded: true });
    const test = studio(engine);
    const empty = join(test.folders.data, 'empty.mp4');
    writeFileSync(empty, '');
    const good = engine.resultPath;
    engine.resultPath = empty;
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    await test.until(() => engine.submissions.length === 2);
    const quarantined = readdirSync(test.folders.quarantine);
    expect(quarantined).toEqual([`${engine.submissions[0]?.attemptId}.mp4`]);
    engine.resultPath = good;
    await test.untilState(job.id, 'submitted');
    engine.finish(engine.submissions[1]?.attemptId ?? '');
    expect(await test.untilEnd(job.id)).toMatchObject({ state: 'succeeded', attempt: 2 });
    expect(
      existsSync(join(test.folders.media, job.createdAt.slice(0, 7), `${engine.submissions[0]?.attemptId}.part`)),
    ).toBe(false);
  });

  it('is checked again when the check itself goes down, and given up at the third time with the file kept', async () => {
    const engine = new ScriptedEngine();
    let crashes = 2;
    const media: MediaTools = {
      ...trustingMedia(),
      async finishVideo(order, signal) {
        crashes -= 1;
        if (crashes >= 0) return err({ code: 'media_tool_failed', reason: 'SIGSEGV' });
        return trustingMedia().finishVideo(order, signal);
      },
    };
    const test = studio(engine, { media });
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    expect(await test.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });

    crashes = 3;
    const second = await test.create();
    await test.until(() => engine.submissions.length === 2);
    await test.untilState(second.id, 'submitted');
    engine.finish(engine.submissions[1]?.attemptId ?? '');
    const end = await test.untilEnd(second.id);
    expect(end).toMatchObject({ state: 'failed', submissions: 1, error: { code: 'crash_loop', detail: 'SIGSEGV' } });
    expect(readdirSync(test.folders.quarantine)).toEqual([`${engine.submissions[1]?.attemptId}.mp4`]);
  });

  it('is kept aside, not taken away, when its check goes down after it already had its final name', async () => {
    const engine = new ScriptedEngine();
    const waiting = waitingMedia();
    const first = studio(engine, { media: waiting });
    await first.studio.start();
    const job = await first.create();
    await first.untilState(job.id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    await first.untilState(job.id, 'collecting');
    await waiting.checking;
    const work = await first.store.jobs.work(job.id);
    if (work === null) throw new Error('No attempt');
    const { month, fileName } = clipFileName(job, work.attempt.assetId);
    writeFileSync(join(first.folders.media, month, fileName), 'the whole clip');

    const finishVideo = async () => err({ code: 'media_tool_failed', reason: 'SIGSEGV' });
    const second = await nextRun(studio, first, engine, { media: { ...trustingMedia(), finishVideo } });
    await second.studio.start();
    expect((await second.untilEnd(job.id)).error?.code).toBe('crash_loop');
    await second.until(async () => (await second.store.jobs.closing()).length === 0);
    expect(readFileSync(join(second.folders.quarantine, `${work.attempt.id}.mp4`), 'utf8')).toBe('the whole clip');
  });

  it('that is gone is told as expired, without an end of looking', async () => {
    const engine = new ScriptedEngine();
    engine.retrieveAnswers.push(err({ code: 'gone', detail: '404' }));
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    engine.forget();
    expect(await test.untilEnd(job.id)).toMatchObject({ state: 'failed', error: { code: 'result_expired' } });
  });
});

describe('a media folder that is away for a moment', () => {
  it('does not make the queue forget a job that waits for its time', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    renameSync(test.folders.media, `${test.folders.media}-away`);
    const job = await test.create({ runAt: new Date(test.clock.now() + 600_000).toISOString() });
    await test.until(() => test.log.lines.some(({ message }) => message.startsWith('The queue stumbled')));
    renameSync(`${test.folders.media}-away`, test.folders.media);
    expect((await test.untilState(job.id, 'submitted')).submissions).toBe(1);
  });
});

describe('tidying up', () => {
  it('that throws is logged, and ends nothing', async () => {
    const test = studio();
    await test.studio.start();
    Object.assign(test.store.queue, { prune: () => Promise.reject(new Error('a bug')) });
    test.clock.advance(3_600_000);
    await test.until(() => test.log.lines.some(({ message }) => message.includes('could not be written down')));
    expect((await test.create()).state).toBe('queued');
  });
});

describe('a picture that cannot get its final name', () => {
  it('leaves no poster behind', async () => {
    const posterAlone: MediaTools = {
      ...trustingMedia(),
      async inspectImage({ posterPath }) {
        writeFileSync(posterPath, 'poster');
        return ok({ width: 64, height: 64, mimeType: 'image/png', bytes: 1, sha256: 'a', converted: false });
      },
    };
    const test = studio(new ScriptedEngine(), { media: posterAlone });
    const file = { path: join(test.folders.uploads, 'fox.png'), name: 'fox.png', field: 'file' };
    const imported = await test.studio.assets.importFile(file, AbortSignal.timeout(5000));
    expect(imported).toMatchObject({ ok: false, error: { code: 'media_tool_failed' } });
    expect(readdirSync(test.folders.posters)).toEqual([]);
  });
});
