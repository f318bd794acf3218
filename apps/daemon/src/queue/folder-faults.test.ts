import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { err } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import type { MediaTools } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';
import { type TestStudio, trustingMedia } from '../testing/test-studio.ts';

const studio = keptStudios();

/** Puts a file where a folder should be, so that nothing can be made below it, whoever asks. Gives back the way back. */
function block(folder: string): () => void {
  renameSync(folder, `${folder}-away`);
  writeFileSync(folder, '');
  return () => {
    rmSync(folder);
    renameSync(`${folder}-away`, folder);
  };
}

async function finishedJob(test: TestStudio, engine: ScriptedEngine) {
  await test.studio.start();
  const job = await test.create();
  await test.untilState(job.id, 'submitted');
  return { job, attempt: engine.submissions[0]?.attemptId ?? '' };
}

/** Media tools that find the folder of the library closed to them so many times. */
function shutOut(times: number): MediaTools {
  let left = times;
  return {
    ...trustingMedia(),
    async finishVideo(order, signal) {
      left -= 1;
      return left >= 0 ? err({ code: 'storage_failed', reason: 'EROFS' }) : trustingMedia().finishVideo(order, signal);
    },
  };
}

describe('a media folder that takes no files', () => {
  it('for a moment costs nothing: the clip that is paid for is kept when it does again', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine, { media: shutOut(2) });
    const { job, attempt } = await finishedJob(test, engine);
    engine.finish(attempt);
    expect(await test.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });

  it('for good ends the job, with the clip kept aside as the job says', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine, { media: shutOut(99) });
    const { job, attempt } = await finishedJob(test, engine);
    engine.finish(attempt);
    const end = await test.untilEnd(job.id);
    expect(end).toMatchObject({ state: 'failed', submissions: 1, error: { code: 'storage_failed' } });
    expect(readFileSync(join(test.folders.quarantine, `${attempt}.mp4`), 'utf8')).toBe('a clip');
  });

  it('is found before anything is written, and the result is fetched all the same: the engine may forget it', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    const { job, attempt } = await finishedJob(test, engine);
    const month = join(test.folders.media, job.createdAt.slice(0, 7));
    writeFileSync(month, 'a file in the way');
    engine.finish(attempt);
    const end = await test.untilEnd(job.id);
    expect(end).toMatchObject({ state: 'failed', error: { code: 'storage_failed' } });
    expect(readdirSync(test.folders.quarantine)).toEqual([`${attempt}.mp4`]);
  });
});

describe('a clip that can be put nowhere', () => {
  it('is not taken away for it: the job waits with it, and ends when it was kept aside', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine, { media: shutOut(99) });
    const { job, attempt } = await finishedJob(test, engine);
    const makeWay = block(test.folders.quarantine);
    engine.finish(attempt);
    await test.until(() => test.log.lines.some(({ message }) => message.includes('could not be kept aside')));
    expect((await test.job(job.id)).state).toBe('collecting');
    expect(existsSync(join(test.folders.scratch, `${attempt}.download`))).toBe(true);
    makeWay();
    mkdirSync(test.folders.quarantine, { recursive: true });
    expect((await test.untilEnd(job.id)).error?.code).toBe('storage_failed');
    expect(readdirSync(test.folders.quarantine)).toEqual([`${attempt}.mp4`]);
  });

  it('and is no video is not lost either before somebody could look at it', async () => {
    const engine = new ScriptedEngine();
    const media: MediaTools = {
      ...trustingMedia(),
      finishVideo: async () => err({ code: 'invalid_output', reason: 'It is HTML.' }),
    };
    const test = studio(engine, { media });
    const { job, attempt } = await finishedJob(test, engine);
    const makeWay = block(test.folders.quarantine);
    engine.finish(attempt);
    await test.until(() => test.log.lines.some(({ message }) => message.includes('could not be kept aside')));
    expect((await test.job(job.id)).state).toBe('collecting');
    makeWay();
    expect((await test.untilEnd(job.id)).error?.code).toBe('invalid_output');
    expect(readdirSync(test.folders.quarantine)).toEqual([`${attempt}.mp4`]);
  });
});
