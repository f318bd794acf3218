import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCanvas } from '@napi-rs/canvas';
import { createChildren } from '@videoexpress/host';
import { type AttemptId, type JobInput, newAttemptId, newJobId } from '@videoexpress/job-schema';
import type { RenderRef, RenderStatus } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { engineConformance } from '../testing/engine-conformance.ts';
import { createSketchEngine } from './sketch-engine.ts';

const entryOf = (program: string) => fileURLToPath(new URL(program, import.meta.url));
const wholeChild = '../testing/engine-child.ts';
const fontsFolder = fileURLToPath(new URL('../../fonts', import.meta.url));
const small: JobInput = {
  prompt: 'A red fox in snow',
  model: 'sketch',
  title: '',
  show_text: true,
  transitions: 'auto',
  width: 96,
  height: 64,
  num_frames: 16,
  fps: 16,
  seed: 7,
};
const long: JobInput = { ...small, width: 1280, height: 720, num_frames: 1800, fps: 60 };

function openEngine(scratchFolder: string, child = wholeChild) {
  const entry = entryOf(child);
  const children = createChildren({ execPath: process.execPath, execArgv: ['--conditions=source'], entry, env: {} });
  const engine = createSketchEngine({ children, fontsFolder, scratchFolder });
  return { engine, smallInput: small, longInput: long, sendsPreviews: true, held: () => children.count() };
}

/** A drawing's name is the attempt's own. */
function asRender(attemptId: AttemptId): RenderRef {
  return { attemptId, jobId: newJobId(), remoteId: attemptId };
}

engineConformance('sketch', (scratchFolder) => openEngine(scratchFolder));

describe('the sketch engine', () => {
  const signal = AbortSignal.timeout(60_000);

  async function drawn(
    engine: ReturnType<typeof openEngine>['engine'],
    input: JobInput,
    picture?: string,
  ): Promise<{ attemptId: ReturnType<typeof newAttemptId>; end: RenderStatus }> {
    const attemptId = newAttemptId();
    const kind = picture === undefined ? 'text_to_video' : 'image_to_video';
    const files = picture === undefined ? {} : { image: picture };
    await engine.submit({ attemptId, jobId: newJobId(), kind, input, files }, signal);
    for (;;) {
      const status = await engine.poll(asRender(attemptId), signal);
      if (!status.ok) throw new Error(status.error.detail);
      if (status.value.state !== 'waiting' && status.value.state !== 'running') return { attemptId, end: status.value };
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it('moves over a picture, and says so where there is none to be read', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'videoexpress-engine-'));
    const { engine } = openEngine(scratch);
    const picture = join(scratch, 'picture.png');
    const painted = createCanvas(40, 30);
    painted.getContext('2d').fillRect(0, 0, 20, 30);
    writeFileSync(picture, painted.toBuffer('image/png'));
    const { prompt: _unused, ...withoutPrompt } = small;
    expect((await drawn(engine, withoutPrompt, picture)).end).toMatchObject({ state: 'finished', warnings: [] });
    const lost = await drawn(engine, withoutPrompt, join(scratch, 'gone.png'));
    expect(lost.end).toMatchObject({ state: 'failed', code: 'input_missing', billed: false });
    writeFileSync(picture, 'no picture');
    expect((await drawn(engine, small, picture)).end).toMatchObject({ state: 'failed', code: 'input_missing' });
    await engine.close();
    rmSync(scratch, { recursive: true });
  });

  it('says what is missing where the drawing libraries were left out', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'videoexpress-engine-'));
    const { engine } = openEngine(scratch, '../testing/child-without-libraries.ts');
    const { end } = await drawn(engine, small);
    expect(end).toMatchObject({ state: 'failed', code: 'engine_failed', billed: false });
    expect(end).toMatchObject({ userMessage: expect.stringMatching(/not installed\. Nothing was spent\. .*npx/) });
    await engine.close();
    rmSync(scratch, { recursive: true });
  });

  it('passes on that characters were left out', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'videoexpress-engine-'));
    const { engine } = openEngine(scratch);
    const { end } = await drawn(engine, { ...small, prompt: 'Runes \u16a0\u16c7 in the sea' });
    expect(end).toMatchObject({ state: 'finished', warnings: ['missing_glyphs'] });
    await engine.close();
    rmSync(scratch, { recursive: true });
  });

  it('keeps a finished clip for the next run of the daemon, and nothing once it is released', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'videoexpress-engine-'));
    const first = openEngine(scratch).engine;
    const { attemptId, end } = await drawn(first, small);
    expect(end).toMatchObject({ state: 'finished', actualUsd: 0 });
    await first.close();
    const second = openEngine(scratch).engine;
    expect(await second.adopt(asRender(attemptId), signal)).toEqual({ ok: true, value: { remoteId: attemptId } });
    expect(await second.poll(asRender(attemptId), signal)).toMatchObject({ ok: true, value: { state: 'finished' } });
    await second.release({ ...asRender(attemptId), kept: true });
    expect(readdirSync(scratch)).toEqual([]);
    rmSync(scratch, { recursive: true });
  });

  it('leaves neither child nor finished name behind when it is cancelled in the middle', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'videoexpress-engine-'));
    const { engine, held } = openEngine(scratch);
    const attemptId = newAttemptId();
    await engine.submit({ attemptId, jobId: newJobId(), kind: 'text_to_video', input: long, files: {} }, signal);
    for (;;) {
      const status = await engine.poll(asRender(attemptId), signal);
      if (status.ok && status.value.state === 'running') break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await engine.cancel(asRender(attemptId), signal);
    expect(held()).toBe(0);
    expect(existsSync(join(scratch, `${attemptId}.mp4`))).toBe(false);
    await engine.release({ ...asRender(attemptId), kept: false });
    expect(readdirSync(scratch)).toEqual([]);
    rmSync(scratch, { recursive: true });
  });

  it('tells of a child that a stranger killed, so that it counts against the job', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'videoexpress-engine-'));
    const entry = entryOf(wholeChild);
    const children = createChildren({ execPath: process.execPath, execArgv: ['--conditions=source'], entry, env: {} });
    const pids: (number | undefined)[] = [];
    const watched = {
      ...children,
      start: (...args: Parameters<typeof children.start>) => {
        const child = children.start(...args);
        pids.push(child.pid);
        return child;
      },
    };
    const engine = createSketchEngine({ children: watched, fontsFolder, scratchFolder: scratch });
    const attemptId = newAttemptId();
    await engine.submit({ attemptId, jobId: newJobId(), kind: 'text_to_video', input: long, files: {} }, signal);
    process.kill(pids[0] ?? 0, 'SIGSEGV');
    let last: RenderStatus | null = null;
    while (last?.state !== 'crashed') {
      const status = await engine.poll(asRender(attemptId), signal);
      if (status.ok) last = status.value;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(last.detail).toContain('SIGSEGV');
    await engine.close();
    rmSync(scratch, { recursive: true });
  });
});
