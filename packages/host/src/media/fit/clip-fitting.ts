import { rename, rm } from 'node:fs/promises';
import { err, ok, type Result, type ValidVideo } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { StartChildOptions } from '../../children/start-child.ts';
import type { FileFault, MediaToolError } from '../media-tool-error.ts';
import type { MediaTaskName } from '../media-tasks.ts';
import { createTurns, type Turns } from '../turns.ts';
import { type ClipMakeup, clipMakeupSchema } from './clip-makeup.ts';
import { type Fit, fittedVideoSchema } from './fit-plan.ts';

/** Making clips fit what services take. Each call runs in a child process of its own, with limits. */
export type ClipFitting = {
  /** Reads of a file what it is made of. No picture is decoded. */
  readonly makeupOf: (path: string, signal?: AbortSignal) => Promise<Result<ClipMakeup, MediaToolError>>;
  /**
   * Writes a copy that plays everywhere and decodes it to its last frame, as every clip of the library was. `outputPath` is
   * there when that went well, and never before; what a kill left beside it is written over.
   */
  readonly fitVideo: (
    order: { readonly sourcePath: string; readonly outputPath: string; readonly fit: Fit },
    onProgress: (fraction: number) => void,
    signal?: AbortSignal,
  ) => Promise<Result<{ readonly bytes: number; readonly sha256: string }, MediaToolError>>;
  /** Writes one frame as `fitVideo` would, as JPEG. */
  readonly fittedFrame: (
    order: { readonly sourcePath: string; readonly outputPath: string; readonly fit: Fit; readonly atSeconds: number },
    signal?: AbortSignal,
  ) => Promise<Result<null, MediaToolError>>;
  /** Writes a picture of this program anew, as JPEG. */
  readonly pictureAsJpeg: (
    order: { readonly sourcePath: string; readonly outputPath: string },
    signal?: AbortSignal,
  ) => Promise<Result<null, MediaToolError>>;
};

interface FittingDeps {
  readonly run: <T>(
    task: MediaTaskName,
    order: unknown,
    valueSchema: z.ZodType<T>,
    onTimeout: FileFault['code'],
    options: StartChildOptions,
    waitFor?: Turns,
  ) => Promise<Result<T, MediaToolError>>;
  readonly finishVideo: (
    order: {
      sourcePath: string;
      outputPath: string;
      posterPath: string;
      settings: null;
      comment: null;
      expect: { width: number; height: number; numFrames: number; fps: number };
    },
    signal?: AbortSignal,
  ) => Promise<Result<ValidVideo, MediaToolError>>;
  readonly silenceMs: number;
}

/** Far more than fifteen minutes of video were seen to take on a slow machine. */
const longestFitMs = 3 * 3_600_000;
/** Encoding takes all of a machine; the checks of what was rendered must not wait for it. */
const fitsAtOnce = 1;
/** How much of the work is done when the copy is written and not yet checked. */
const writtenFraction = 0.9;

const progressSchema = z.object({ fraction: z.number().min(0).max(1) });

export function createClipFitting({ run, finishVideo, silenceMs }: FittingDeps): ClipFitting {
  const fitTurns = createTurns(fitsAtOnce);
  const abortedBy = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });

  return {
    makeupOf: (path, signal) =>
      run('clip-makeup', { path }, clipMakeupSchema, 'damaged_video', { timeoutMs: silenceMs, ...abortedBy(signal) }),

    async fitVideo({ sourcePath, outputPath, fit }, onProgress, signal) {
      const rawPath = `${outputPath}.raw`;
      const checkedPath = `${outputPath}.part`;
      const posterPath = `${outputPath}.poster`;
      try {
        const written = await run(
          'fit-video',
          { sourcePath, outputPath: rawPath, fit },
          fittedVideoSchema,
          'damaged_video',
          {
            timeoutMs: longestFitMs,
            silenceMs,
            onProgress: (said) => {
              const progress = progressSchema.safeParse(said);
              if (progress.success) onProgress(progress.data.fraction * writtenFraction);
            },
            ...abortedBy(signal),
          },
          fitTurns,
        );
        if (!written.ok) return written;
        const checked = await finishVideo(
          {
            sourcePath: rawPath,
            outputPath: checkedPath,
            posterPath,
            settings: null,
            comment: null,
            expect: written.value,
          },
          signal,
        );
        if (!checked.ok) return err(checked.error);
        // What is renamed is whole: whoever finds it after a kill may use it.
        await rename(checkedPath, outputPath);
        onProgress(1);
        const { bytes, sha256 } = checked.value.facts;
        return ok({ bytes, sha256 });
      } finally {
        for (const path of [rawPath, checkedPath, posterPath]) await rm(path, { force: true }).catch(() => undefined);
      }
    },

    async fittedFrame(order, signal) {
      const drawn = await run('fitted-frame', order, z.null(), 'damaged_video', {
        timeoutMs: silenceMs,
        ...abortedBy(signal),
      });
      if (!drawn.ok) await rm(order.outputPath, { force: true }).catch(() => undefined);
      return drawn;
    },

    pictureAsJpeg: (order, signal) =>
      run('picture-as-jpeg', order, z.null(), 'damaged_video', { timeoutMs: silenceMs, ...abortedBy(signal) }),
  };
}
