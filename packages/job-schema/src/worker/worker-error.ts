import { z } from 'zod';
import { workerHead } from './worker-version.ts';

/** Why a render failed at the worker. `retryable`: the same order may well work the next time. */
export const workerErrorCodes = {
  INVALID_INPUT: { retryable: false },
  INPUT_FETCH_FAILED: { retryable: true },
  MODEL_UNAVAILABLE: { retryable: false },
  OUT_OF_MEMORY: { retryable: false },
  CANCELLED: { retryable: false },
  TIMEOUT: { retryable: true },
  OUTPUT_TOO_LARGE: { retryable: false },
  VALIDATION_FAILED: { retryable: true },
  UPLOAD_FAILED: { retryable: true },
  INTERNAL: { retryable: true },
} as const satisfies Record<string, { retryable: boolean }>;
export type WorkerErrorCode = keyof typeof workerErrorCodes;

const workerErrorCodeList = Object.keys(workerErrorCodes).filter(
  (code): code is WorkerErrorCode => code in workerErrorCodes,
);

/** The error of a failed job, as JSON in the text that the SDK carries: never a traceback, never a link's signature. */
export const workerErrorSchema = z
  .object({
    type: z.literal('error'),
    ...workerHead,
    code: z.enum(workerErrorCodeList),
    message: z.string().max(2000),
    field: z.string().nullable().meta({ description: 'The field of the order at fault, with dots; null: none.' }),
  })
  .meta({ id: 'WorkerError' });
export type WorkerError = z.infer<typeof workerErrorSchema>;
