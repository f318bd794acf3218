import type { FailureCode } from '@videoexpress/job-schema';
import { type WorkerError, type WorkerErrorCode, workerErrorSchema } from '@videoexpress/job-schema/worker';
import { z } from 'zod';
import { parseJson } from './read-answer.ts';
import { withoutLinks } from './without-links.ts';
import { otherVersion } from './worker-words.ts';

/** Why a render failed at the worker, without what it cost: whoever knows that adds it. */
export interface WorkerFailureRead {
  readonly code: FailureCode;
  /** For the log. */
  readonly detail: string;
  /** What happened, in one sentence. */
  readonly what: string;
  /** What to do about it, in one sentence. */
  readonly way: string;
}

/** What the official SDK makes of an exception that the worker did not catch. */
const tracebackSchema = z.object({ error_type: z.string(), error_message: z.string() });
const mostCharacters = 500;

/** Reads the `error` of a failed job: our worker's JSON, the SDK's traceback, or plain text. Never fails. */
export function readFailure(raw: unknown): WorkerFailureRead {
  const text = typeof raw === 'string' ? raw : raw === undefined || raw === null ? '' : JSON.stringify(raw);
  const json = typeof raw === 'string' ? parseJson(raw) : raw;
  const ours = workerErrorSchema.safeParse(json);
  if (ours.success) return readOurs(ours.data);
  const version = otherVersion(json);
  if (version !== null) {
    return { code: 'engine_failed', detail: short(text), what: 'The render failed.', way: version };
  }
  const traceback = tracebackSchema.safeParse(json);
  if (traceback.success) {
    const type = traceback.data.error_type.replace(/^<class '(.*)'>$/, '$1');
    // The traceback itself names hosts and paths, and says nothing to a person.
    return crashed(short(`${type}: ${traceback.data.error_message}`));
  }
  if (/out of memory/i.test(text)) return { ...ofCode.OUT_OF_MEMORY, detail: short(text) };
  return crashed(text === '' ? 'The worker gave no reason.' : short(text));
}

function crashed(detail: string): WorkerFailureRead {
  return { code: 'engine_failed', detail, what: 'The GPU worker failed.', way: 'The detail says why. Try again.' };
}

function readOurs({ code, message, field }: WorkerError): WorkerFailureRead {
  const where = field === null ? '' : ` (${field})`;
  const detail = short(`${code}${where}: ${message}`);
  const base = ofCode[code];
  if (code !== 'INVALID_INPUT' && code !== 'MODEL_UNAVAILABLE') return { ...base, detail };
  return { ...base, detail, what: `${base.what} ${sentence(message)}` };
}

const ofCode: Readonly<Record<WorkerErrorCode, Omit<WorkerFailureRead, 'detail'>>> = {
  INVALID_INPUT: {
    code: 'input_rejected',
    what: 'The GPU worker refused the input.',
    way: 'Change it and generate again.',
  },
  INPUT_FETCH_FAILED: {
    code: 'engine_failed',
    what: 'The GPU worker could not fetch an input file.',
    way: 'Try again.',
  },
  MODEL_UNAVAILABLE: {
    code: 'input_rejected',
    what: 'The GPU worker does not have this model.',
    way: 'Choose another model, or add it to the worker.',
  },
  OUT_OF_MEMORY: {
    code: 'engine_failed',
    what: 'The GPU ran out of memory.',
    way: 'Choose a smaller size, fewer frames, or a larger GPU.',
  },
  CANCELLED: { code: 'engine_failed', what: 'The GPU worker was told to stop.', way: 'Generate again.' },
  TIMEOUT: {
    code: 'engine_failed',
    what: 'The render took longer than its time limit.',
    way: 'Choose fewer steps or frames, or raise the limit in Settings.',
  },
  OUTPUT_TOO_LARGE: {
    code: 'engine_failed',
    what: 'The clip came out larger than can be sent without object storage.',
    way: 'Set up R2, or choose a smaller size or fewer frames.',
  },
  VALIDATION_FAILED: {
    code: 'invalid_output',
    what: 'The GPU worker made a clip that is no valid video.',
    way: 'Try again.',
  },
  UPLOAD_FAILED: {
    code: 'storage_failed',
    what: 'The GPU worker could not upload the clip.',
    way: 'Look at the health of the storage, then try again.',
  },
  INTERNAL: { code: 'engine_failed', what: 'The GPU worker failed.', way: 'The detail says why. Try again.' },
};

function sentence(text: string): string {
  const plain = short(text).trim();
  return /[.?]$/.test(plain) ? plain : `${plain}.`;
}

function short(text: string): string {
  const plain = withoutLinks(text);
  return plain.length <= mostCharacters ? plain : `${plain.slice(0, mostCharacters)}…`;
}
