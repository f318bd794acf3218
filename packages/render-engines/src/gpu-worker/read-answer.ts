import type { AttemptId } from '@videoexpress/job-schema';
import { type WorkerAnswer, workerAnswerSchema, type WorkerResult } from '@videoexpress/job-schema/worker';
import { otherVersion } from './worker-words.ts';

/** What the output of a job that ended well says. */
export type ReadAnswer =
  | { readonly kind: 'answer'; readonly answer: WorkerAnswer }
  /** `userMessage`: a sentence with both version numbers. */
  | { readonly kind: 'other_version'; readonly userMessage: string }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Reads a worker's answer to an attempt. One that is about another attempt is unreadable. */
export function readAnswer(raw: unknown, attemptId: AttemptId): ReadAnswer {
  const version = otherVersion(raw);
  if (version !== null) return { kind: 'other_version', userMessage: version };
  const parsed = workerAnswerSchema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const detail = `The worker's answer cannot be read: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}.`;
    return { kind: 'unreadable', detail };
  }
  if (parsed.data.attempt_id !== attemptId) {
    return { kind: 'unreadable', detail: `The worker answered for ${parsed.data.attempt_id}.` };
  }
  return { kind: 'answer', answer: parsed.data };
}

/** The same of an answer as text, for a stored result; null where it is none of this attempt. */
export function readStoredResult(text: string, attemptId: AttemptId): WorkerResult | null {
  const read = readAnswer(parseJson(text), attemptId);
  return read.kind === 'answer' && read.answer.type === 'result' ? read.answer : null;
}

/** Undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
