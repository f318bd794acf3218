import { workerStages, type WorkerErrorCode, workerErrorCodes } from '@videoexpress/job-schema/worker';
import { z } from 'zod';

const errorCodes = Object.keys(workerErrorCodes).filter((code): code is WorkerErrorCode => code in workerErrorCodes);
const stageSchema = z.enum(workerStages);

/** How a light worker goes about one job. Everything left out is as a good worker does it. */
export const behaviourSchema = z.object({
  /** Milliseconds of its clock for each stage but `denoise`, and for each step of that. */
  stageMs: z.number().nonnegative().optional(),
  stepMs: z.number().nonnegative().optional(),
  /** It waits at the beginning of this stage until it is let go on. */
  holdAt: stageSchema.optional(),
  /** It is killed at the beginning of this stage: no word more, not even a ping. */
  dieAt: stageSchema.optional(),
  /** It fails at the beginning of this stage. Left out: `denoise`. */
  failAt: stageSchema.optional(),
  /** How it says that it failed; left out, it does not fail. */
  failAs: z
    .discriminatedUnion('kind', [
      /** An error as the worker's contract has it, as JSON in the text. */
      z.object({
        kind: z.literal('worker_error'),
        code: z.enum(errorCodes),
        message: z.string().default('It failed as a test told it to.'),
        field: z.string().nullable().default(null),
      }),
      /** Plain words. */
      z.object({ kind: z.literal('text'), text: z.string() }),
      /** What the SDK makes of an exception that nobody caught. */
      z.object({ kind: z.literal('traceback'), message: z.string().default('boom') }),
    ])
    .optional(),
  /**
   * `unordered`: each second report overtakes the one before. `late`: the last one comes after the result. `none`: nothing.
   */
  progress: z.enum(['in_order', 'unordered', 'late', 'none']).optional(),
  /** What it uploads as the clip, whatever its result says. */
  clip: z.enum(['good', 'truncated', 'html', 'empty', 'missing']).optional(),
  /** It says another SHA-256 than that of the clip. */
  wrongHash: z.boolean().optional(),
  /** Its answer carries so many characters on top, which nobody asked for. */
  paddingCharacters: z.int().nonnegative().optional(),
  /** It speaks another version of the words. */
  schemaVersion: z.int().optional(),
  /** It asks to be stopped with its answer. */
  stopPod: z.boolean().optional(),
});
export type Behaviour = z.infer<typeof behaviourSchema>;
