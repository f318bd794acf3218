import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobInput, type ModelParameter, newAttemptId, newJobId } from '@videoexpress/job-schema';
import type {
  AttemptRef,
  EngineSettings,
  PreviewFrame,
  RenderEngine,
  RenderRef,
  RenderRequest,
  RenderStatus,
} from '@videoexpress/studio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** An engine as the suite meets it. */
export interface EngineUnderTest {
  readonly engine: RenderEngine;
  /** A small render that ends well within seconds. */
  readonly smallInput: JobInput;
  /** A render that is certainly still going on when it is cancelled. */
  readonly longInput: JobInput;
  /** Brings a started render to its end, where that needs a hand. */
  readonly letFinish?: (remoteId: string) => void;
  /** It sends previews of a render that is long enough. */
  readonly sendsPreviews?: boolean;
  /** From now on nothing outside answers it, where it depends on something outside. */
  readonly cutOff?: () => void;
  /** How many processes or connections it holds for renders right now. */
  readonly held: () => number;
  /** Takes down what was set up around it. */
  readonly end?: () => Promise<void>;
}

const pollEveryMs = 20;
const endWithinMs = 15_000;

/** What every place to render must do, held against each of them. */
export function engineConformance(
  name: string,
  open: (scratch: string) => EngineUnderTest | Promise<EngineUnderTest>,
): void {
  describe(`the ${name} engine`, () => {
    let folder = '';
    let test: EngineUnderTest;
    const signal = AbortSignal.timeout(60_000);
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'videoexpress-engine-'));
      test = await open(folder);
    });
    afterEach(async () => {
      await test.engine.close();
      expect(test.held()).toBe(0);
      await test.end?.();
      rmSync(folder, { recursive: true, force: true });
    });

    const request = (input: JobInput): RenderRequest => ({
      attemptId: newAttemptId(),
      jobId: newJobId(),
      kind: 'text_to_video',
      input,
      files: {},
    });

    async function until(render: RenderRef, reached: (status: RenderStatus) => boolean): Promise<RenderStatus[]> {
      const seen: RenderStatus[] = [];
      const giveUp = performance.now() + endWithinMs;
      while (performance.now() < giveUp) {
        const status = await test.engine.poll(render, signal);
        if (!status.ok) throw new Error(status.error.detail);
        seen.push(status.value);
        if (reached(status.value)) return seen;
        await new Promise((resolve) => setTimeout(resolve, pollEveryMs));
      }
      throw new Error(`It never came so far: ${JSON.stringify(seen.slice(-3))}`);
    }

    it('describes itself so that forms, limits and lights can be drawn from it', async () => {
      const { description, maxConcurrent } = test.engine;
      expect(description.id).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(description.notice).not.toBe('');
      expect(maxConcurrent).toBeGreaterThan(0);
      for (const model of description.models) {
        const { width, height, num_frames, fps } = model.defaults;
        const { sidePixels, maxPixels, numFrames, durationSeconds } = model.limits;
        expect((width % sidePixels.multipleOf) + (height % sidePixels.multipleOf)).toBe(0);
        expect(width * height).toBeLessThanOrEqual(maxPixels);
        expect((num_frames - numFrames.base) % numFrames.step).toBe(0);
        expect(num_frames / fps).toBeGreaterThanOrEqual(durationSeconds.min);
        expect(num_frames / fps).toBeLessThanOrEqual(durationSeconds.max);
      }
      expect(await test.engine.health(signal)).toMatchObject({ id: description.id, label: description.label });
    });

    it('takes every value that its own settings allow, renders on, and always has room for one', async () => {
      const { engine } = test;
      for (const values of settingsAtTheirBounds(engine.description.settings)) {
        engine.configure(values);
        expect(Number.isInteger(engine.maxConcurrent)).toBe(true);
        expect(engine.maxConcurrent).toBeGreaterThan(0);
      }
      engine.configure(defaultsOf(engine.description.settings));
      const order = request(test.longInput);
      expect(await engine.submit(order, signal)).toMatchObject({ ok: true });
    });

    it('tests itself beside what it renders, and leaves nothing of that behind', async () => {
      const { engine } = test;
      // Without a test of its own, its health is asked instead.
      if (engine.test === undefined) return;
      const order = request(test.longInput);
      const submitted = await engine.submit(order, signal);
      if (!submitted.ok) throw new Error(submitted.error.detail);
      const held = test.held();
      const before = readdirSync(folder).filter((name) => !name.includes(order.attemptId));
      expect(await engine.test(signal)).toMatchObject({ works: true, fix: null });
      expect(test.held()).toBe(held);
      expect(readdirSync(folder).filter((name) => !name.includes(order.attemptId))).toEqual(before);
      const cutShort = engine.test(AbortSignal.timeout(1));
      expect(await cutShort).toMatchObject({ works: false });
    });

    it('renders what it is asked, with measured progress, and hands over a file', async () => {
      const order = request(test.smallInput);
      const submitted = await test.engine.submit(order, signal);
      if (!submitted.ok) throw new Error(submitted.error.detail);
      const { remoteId } = submitted.value;
      test.letFinish?.(remoteId);
      const render = { ...refOf(order), remoteId };
      const seen = await until(render, (status) => status.state === 'finished');
      const fractions = seen.flatMap((status) =>
        status.state === 'running' && status.progress.fraction !== null ? [status.progress.fraction] : [],
      );
      expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
      for (const { id, mimeType, bytes } of previewsIn(seen)) {
        expect(id).not.toBe('');
        expect(bytes.length).toBeLessThan(200_000);
        expect(Buffer.from(bytes).toString('latin1')).toMatch(beginnings[mimeType]);
      }
      const target = join(folder, 'handed-over.mp4');
      expect(await test.engine.retrieve(render, target, signal)).toMatchObject({ ok: true });
      expect(readFileSync(target).length).toBeGreaterThan(0);
      await test.engine.release({ ...refOf(order), kept: true });
    });

    it('starts nothing twice for one attempt, and finds it by its id', async () => {
      const order = request(test.longInput);
      expect(await test.engine.adopt(refOf(order), signal)).toEqual({ ok: true, value: null });
      const first = await test.engine.submit(order, signal);
      const held = test.held();
      const second = await test.engine.submit(order, signal);
      expect(second).toEqual(first);
      expect(test.held()).toBe(held);
      expect(await test.engine.adopt(refOf(order), signal)).toEqual(first);
    });

    it('stops a render within a second when it is cancelled, and cancelling again does no harm', async () => {
      const order = request(test.longInput);
      const submitted = await test.engine.submit(order, signal);
      if (!submitted.ok) throw new Error(submitted.error.detail);
      const target = { ...refOf(order), remoteId: submitted.value.remoteId };
      const before = performance.now();
      expect(await test.engine.cancel(target, signal)).toMatchObject({ ok: true });
      expect(performance.now() - before).toBeLessThan(1000);
      expect(test.held()).toBe(0);
      expect(await test.engine.cancel(target, signal)).toMatchObject({ ok: true });
      expect(await test.engine.cancel({ ...strange(), remoteId: null }, signal)).toMatchObject({
        ok: true,
      });
    });

    it('sends a new preview under a new name, and the same one under its own', async () => {
      const order = request(test.longInput);
      const submitted = await test.engine.submit(order, signal);
      if (!submitted.ok) throw new Error(submitted.error.detail);
      const render = { ...refOf(order), remoteId: submitted.value.remoteId };
      const first = await test.engine.poll(render, signal);
      const hasPreviews = test.sendsPreviews === true;
      if (!hasPreviews) {
        expect(previewsIn(first.ok ? [first.value] : [])).toEqual([]);
        return;
      }
      const names = new Set<string>();
      const seen = await until(render, (status) => {
        for (const { id } of previewsIn([status])) names.add(id);
        return names.size === 3;
      });
      const byName = new Map<string, Uint8Array>();
      for (const { id, bytes } of previewsIn(seen)) {
        expect(byName.get(id) ?? bytes).toEqual(bytes);
        byName.set(id, bytes);
      }
    });

    it('lets go of every call when it is told to, without throwing', async () => {
      const submitted = await test.engine.submit(request(test.longInput), signal);
      if (!submitted.ok) throw new Error(submitted.error.detail);
      const { remoteId } = submitted.value;
      const { engine } = test;
      test.cutOff?.();
      const order = request(test.longInput);
      const ref = refOf(order);
      const calls = [
        (told: AbortSignal) => engine.health(told),
        (told: AbortSignal) => engine.poll({ ...ref, remoteId }, told),
        (told: AbortSignal) => engine.adopt(ref, told),
        (told: AbortSignal) => engine.submit(order, told),
        (told: AbortSignal) => engine.cancel({ ...ref, remoteId }, told),
        (told: AbortSignal) => engine.retrieve({ ...ref, remoteId }, join(folder, 'cut-off.mp4'), told),
      ];
      for (const call of calls) {
        const before = performance.now();
        const answer = await call(AbortSignal.timeout(50));
        expect(performance.now() - before).toBeLessThan(1000);
        if (test.cutOff !== undefined && 'ok' in answer) expect(answer).toMatchObject({ ok: false });
      }
    });

    it('says of a render it does not know that it is lost, and has no file for it', async () => {
      const unknown = { ...strange(), remoteId: newAttemptId() };
      expect(await test.engine.poll(unknown, signal)).toEqual({ ok: true, value: { state: 'lost' } });
      const nothing = await test.engine.retrieve(unknown, join(folder, 'nothing.mp4'), signal);
      expect(nothing).toMatchObject({ ok: false, error: { code: 'gone' } });
      await test.engine.release({ ...strange(), kept: false });
    });
  });
}

function refOf({ attemptId, jobId }: RenderRequest): AttemptRef {
  return { attemptId, jobId };
}

/** An attempt that no engine has heard of. */
function strange(): AttemptRef {
  return { attemptId: newAttemptId(), jobId: newJobId() };
}

/** How a file of each kind begins. */
const beginnings: Readonly<Record<PreviewFrame['mimeType'], RegExp>> = {
  'image/jpeg': /^\u00ff\u00d8\u00ff/,
  'image/webp': /^RIFF....WEBP/s,
  'image/png': /^\u0089PNG/,
};

function previewsIn(seen: readonly RenderStatus[]): PreviewFrame[] {
  return seen.flatMap((status) => (status.state === 'running' && status.preview !== undefined ? [status.preview] : []));
}

function defaultsOf(parameters: readonly ModelParameter[]): EngineSettings {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
}

/** The defaults, and each setting once at either end of what it may be. */
function settingsAtTheirBounds(parameters: readonly ModelParameter[]): EngineSettings[] {
  const defaults = defaultsOf(parameters);
  const ends = parameters.flatMap((parameter) => endsOf(parameter).map((value) => ({ [parameter.name]: value })));
  return [defaults, ...ends.map((end) => ({ ...defaults, ...end }))];
}

function endsOf(parameter: ModelParameter): (string | number | boolean)[] {
  switch (parameter.type) {
    case 'number':
      return [parameter.min, parameter.max];
    case 'switch':
      return [true, false];
    case 'choice':
      return parameter.choices.map((choice) => choice.value);
    case 'text':
      return ['', 'x'.repeat(parameter.maxCharacters)];
  }
}
