import { rm } from 'node:fs/promises';
import { err, ok, type Result, type ValidVideo, type VideoFacts, videoFactsSchema } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { Children } from '../children/children.ts';
import type { StartChildOptions } from '../children/start-child.ts';
import { type ClipFitting, createClipFitting } from './fit/clip-fitting.ts';
import { type InspectedLora, inspectLora } from '../lora/inspect-lora.ts';
import { isSafetensors } from '../lora/safetensors-header.ts';
import { type FileFault, errorOfEnd, fileFaultSchema, type MediaToolError } from './media-tool-error.ts';
import type { MediaTaskName } from './media-tasks.ts';
import { createTurns } from './turns.ts';
import { type InspectedVideo, inspectedVideoSchema } from './video/clip-facts.ts';
import { createComplaintWatch, decoderLogEnvironment } from './video/decoder-complaints.ts';
import { readFileKind } from './video/file-kind.ts';

type VideoOrder = {
  readonly sourcePath: string;
  readonly outputPath: string;
  readonly posterPath: string;
  /** JSON for the tag `videoexpress`. */
  readonly settings: string | null;
  /** The prompt, for the tag `comment`. */
  readonly comment: string | null;
  readonly expect: { width: number; height: number; numFrames: number; fps: number } | null;
};

type ClipOrder = { readonly sourcePath: string; readonly posterPath: string };

type ImageOrder = {
  readonly sourcePath: string;
  readonly outputPath: string;
  readonly posterPath: string;
  /** Left out: 20 MB. */
  readonly maxBytes?: number;
  /** Left out: 50 megapixels. */
  readonly maxPixels?: number;
};

/** What this machine can do with media files. Each call runs in a child process of its own, with limits. */
export type MediaTools = {
  /**
   * Puts settings and prompt into a copy of a video, decodes that copy to its last frame, measures it and makes a
   * poster (WebP). The only maker of a `ValidVideo`. On failure neither file is left behind.
   */
  readonly finishVideo: (order: VideoOrder, signal?: AbortSignal) => Promise<Result<ValidVideo, MediaToolError>>;
  /** The text of an MP4's tag `videoexpress`, or null. */
  readonly readSettings: (path: string) => Promise<Result<string | null, MediaToolError>>;
  /** Whether the first bytes of a file are those of a video, taken or not. Everything else goes to `inspectImage`. */
  readonly isVideo: (path: string) => Promise<boolean>;
  /**
   * Checks by content whether a clip is one that browsers play, measures it and makes a poster (WebP). The clip is not
   * changed, nor moved. On failure no poster is left behind.
   */
  readonly inspectVideo: (order: ClipOrder, signal?: AbortSignal) => Promise<Result<InspectedVideo, MediaToolError>>;
  /**
   * Checks a picture by content and leaves one that every program shows the same way, and a poster (WebP). On failure
   * neither file is left behind.
   */
  readonly inspectImage: (order: ImageOrder, signal?: AbortSignal) => Promise<Result<InspectedImage, MediaToolError>>;
  /** Whether a file begins as LoRAs do. */
  readonly isLora: (path: string) => Promise<boolean>;
  /** Checks a LoRA by content. It is not changed, nor moved, and nothing in it is run. */
  readonly inspectLora: (
    order: { readonly sourcePath: string },
    signal?: AbortSignal,
  ) => Promise<Result<InspectedLora, MediaToolError>>;
} & ClipFitting;

/** Pixels, bytes, and whether the picture was written anew (ink colours, 16 bits, a rotation that was applied). */
const inspectedImageSchema = z.object({
  width: z.int(),
  height: z.int(),
  mimeType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  converted: z.boolean(),
});
export type InspectedImage = z.infer<typeof inspectedImageSchema>;

/** F10: a check that hangs is ended after this long without progress. */
const defaultSilenceMs = 30_000;
/** Far more than a frame was ever seen to take; in practice it is the limit on silence that is met. */
const maxMsPerFrame = 200;
/** Frames assumed where nobody said how many: 30 s at 60 a second. */
const assumedFrames = 1_800;

/**
 * Each check is a process of up to hundreds of megabytes. A hundred renders that finished elsewhere while the daemon was
 * away, all collected at its start, would take the machine down.
 */
const checksAtOnce = 3;

/** @param limits.silenceMs how long a check may go on without progress */
export function createMediaTools(children: Children, limits: { readonly silenceMs?: number } = {}): MediaTools {
  const silenceMs = limits.silenceMs ?? defaultSilenceMs;
  const turns = createTurns(checksAtOnce);

  async function run<T>(
    task: MediaTaskName,
    order: unknown,
    valueSchema: z.ZodType<T>,
    onTimeout: FileFault['code'],
    options: StartChildOptions,
    waitFor = turns,
  ): Promise<Result<T, MediaToolError>> {
    const endTurn = await waitFor.take(options.signal);
    if (endTurn === null) return err(errorOfEnd({ kind: 'aborted' }, onTimeout));
    const end = await children.start(task, order, options).ended.finally(endTurn);
    if (end.kind !== 'done') return err(errorOfEnd(end, onTimeout));
    return z
      .discriminatedUnion('ok', [
        z.object({ ok: z.literal(true), value: valueSchema }),
        z.object({ ok: z.literal(false), error: fileFaultSchema }),
      ])
      .parse(end.result);
  }

  const tools: MediaTools = {
    ...createClipFitting({ run, silenceMs, finishVideo: (order, signal) => tools.finishVideo(order, signal) }),

    async finishVideo(order, signal) {
      const complaints = createComplaintWatch();
      const checked = await run('finish-video', order, videoFactsSchema, 'invalid_output', {
        timeoutMs: silenceMs + (order.expect?.numFrames ?? assumedFrames) * maxMsPerFrame,
        silenceMs,
        extraEnv: decoderLogEnvironment,
        onOutput: complaints.read,
        ...(signal === undefined ? {} : { signal }),
      });
      if (checked.ok && !complaints.hasComplaints()) {
        return ok(validVideo(order.outputPath, order.posterPath, checked.value));
      }
      await removeOutputs(order);
      return checked.ok ? err({ code: 'invalid_output', reason: 'The picture data is damaged.' }) : checked;
    },

    readSettings(path) {
      return run('read-settings', { path }, z.string().nullable(), 'invalid_output', { timeoutMs: silenceMs });
    },

    isLora: isSafetensors,

    inspectLora: ({ sourcePath }, signal) => inspectLora(sourcePath, signal),

    isVideo: async (path) => {
      const { kind } = await readFileKind(path);
      return kind === 'mp4' || kind === 'matroska' || kind === 'foreign';
    },

    async inspectVideo(order, signal) {
      // No limit on the whole: reading two gigabytes takes what it takes, and is never silent meanwhile.
      const checked = await run('inspect-video', order, inspectedVideoSchema, 'damaged_video', {
        silenceMs,
        ...(signal === undefined ? {} : { signal }),
      });
      if (!checked.ok) await rm(order.posterPath, { force: true }).catch(() => {});
      return checked;
    },

    async inspectImage(order, signal) {
      const checked = await run('inspect-image', order, inspectedImageSchema, 'corrupt_image', {
        timeoutMs: silenceMs,
        ...(signal === undefined ? {} : { signal }),
      });
      if (!checked.ok) await removeOutputs(order);
      return checked;
    },
  };
  return tools;
}

/** A child that was ended could not tidy up after itself. In a folder that takes no changes, half a file waits for the next try. */
async function removeOutputs({ outputPath, posterPath }: { outputPath: string; posterPath: string }): Promise<void> {
  await Promise.allSettled([rm(outputPath, { force: true }), rm(posterPath, { force: true })]);
}

/** The brand has no value at run time, so nothing but an assertion can make it, and this is the only one. */
function validVideo(path: string, posterPath: string, facts: VideoFacts): ValidVideo {
  return { path, posterPath, facts } as ValidVideo;
}
