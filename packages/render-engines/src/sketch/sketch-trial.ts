import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChildEnd, type Children, createMediaTools } from '@videoexpress/host';
import type { EngineTest } from '@videoexpress/job-schema';
import { loadingProblem, reinstall } from './missing-libraries.ts';
import { sketchTaskName } from './sketch-task-name.ts';

/** One second, as small as the engine goes: enough to need every part of it. */
const tiny = { width: 96, height: 64, num_frames: 16, fps: 16 } as const;
const limitMs = 30_000;

export interface SketchTrial {
  /** Draws a tiny clip, decodes it to its last frame, and removes both. */
  run(signal: AbortSignal): Promise<EngineTest>;
  /** Ends a trial that is still going on. */
  close(): Promise<void>;
}

/** Tries out whether this machine draws and encodes, by doing it. */
export function createSketchTrial(deps: {
  children: Children;
  fontsFolder: string;
  scratchFolder: string;
}): SketchTrial {
  const { children, fontsFolder, scratchFolder } = deps;
  const media = createMediaTools(children);
  const closing = new AbortController();
  const underWay = new Set<Promise<unknown>>();

  async function trial(outer: AbortSignal): Promise<EngineTest> {
    const startedMs = performance.now();
    const signal = AbortSignal.any([outer, closing.signal]);
    const base = join(scratchFolder, `trial-${randomUUID()}`);
    const paths = { drawn: `${base}.mp4`, checked: `${base}-checked.mp4`, poster: `${base}.webp` };
    const seconds = () => Math.round(performance.now() - startedMs) / 1000;
    try {
      const drawing = children.start(sketchTaskName, orderFor(paths.drawn, fontsFolder), {
        timeoutMs: limitMs,
        signal,
      });
      const problem = whyNotDrawn(await drawing.ended);
      if (problem !== null) return { works: false, seconds: seconds(), ...problem };
      const { num_frames: numFrames, ...size } = tiny;
      const checked = await media.finishVideo(
        {
          sourcePath: paths.drawn,
          outputPath: paths.checked,
          posterPath: paths.poster,
          settings: null,
          comment: null,
          expect: { ...size, numFrames },
        },
        signal,
      );
      if (!checked.ok) {
        const detail = `A test clip was drawn, but it is not a sound video: ${checked.error.reason}`;
        return { works: false, seconds: seconds(), detail, fix: reinstall };
      }
      const { facts } = checked.value;
      const detail = `Drew a test clip of ${facts.numFrames} frames and read it back to its end.`;
      return { works: true, seconds: seconds(), detail, fix: null };
    } finally {
      const left = [...Object.values(paths), `${paths.drawn}.tmp`];
      await Promise.all(left.map((path) => rm(path, { force: true })));
    }
  }

  return {
    run(signal) {
      const running = trial(signal).finally(() => underWay.delete(running));
      underWay.add(running);
      return running;
    },
    async close() {
      closing.abort();
      await Promise.allSettled(underWay);
    },
  };
}

function orderFor(outputPath: string, fontsFolder: string) {
  const input = { prompt: 'A test', ...tiny, seed: 1, title: '', show_text: true, transitions: 'auto' };
  return { kind: 'text_to_video', input, imagePath: null, outputPath, fontsFolder };
}

function whyNotDrawn(end: ChildEnd): { detail: string; fix: string | null } | null {
  switch (end.kind) {
    case 'done':
      return null;
    case 'failed':
      return { detail: `The test clip could not be drawn: ${loadingProblem(end.message)}`, fix: reinstall };
    case 'killed':
      return {
        detail: `The drawing process was ended by ${end.signal}.`,
        fix: 'Close other programs where memory is short, then test again.',
      };
    case 'timeout':
      return {
        detail: `The test clip was not there after ${end.afterMs / 1000} s.`,
        fix: 'Wait until the machine has less to do, then test again.',
      };
    case 'aborted':
      return { detail: 'The test was ended before it was done.', fix: null };
  }
}
