import { err, ok, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';
import { parseJson } from '../gpu-worker/read-answer.ts';
import { withoutLinks } from '../gpu-worker/without-links.ts';

/** A number that is left out, null or odd is none. */
const milliseconds = z.number().nonnegative().optional().catch(undefined);
const count = z.int().nonnegative().catch(0).default(0);

const submittedSchema = z.object({ id: z.string().min(1).max(200) });

const statusSchema = z.object({
  status: z.string(),
  executionTime: milliseconds,
  output: z.unknown().optional(),
  error: z.unknown().optional(),
});

const knownStates = ['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'CANCELLED', 'TIMED_OUT'] as const;
export type RunPodState = (typeof knownStates)[number];

/** What /status says of a job. */
export interface RunPodStatus {
  readonly state: RunPodState;
  /** Milliseconds that a worker has worked on it, which is what is billed; null where nothing was said. */
  readonly executionMs: number | null;
  readonly output: unknown;
  readonly error: unknown;
}

const healthSchema = z.object({
  jobs: z.object({ inQueue: count, inProgress: count }).catch({ inQueue: 0, inProgress: 0 }),
  workers: z.object({
    idle: count,
    initializing: count,
    ready: count,
    running: count,
    throttled: count,
    unhealthy: count,
  }),
});

/** What /health says of an endpoint; what it left out is zero. */
export type RunPodHealth = z.infer<typeof healthSchema>;

const cancelledSchema = z.object({ executionTime: milliseconds });

/** The id of a job that was taken. */
export function readSubmitted(text: string): Result<string, string> {
  const parsed = submittedSchema.safeParse(parseJson(text));
  return parsed.success ? ok(parsed.data.id) : err(unreadable(text));
}

/** Refused: what is no status, and a state that is not known here. */
export function readStatus(text: string): Result<RunPodStatus, string> {
  const parsed = statusSchema.safeParse(parseJson(text));
  if (!parsed.success) return err(unreadable(text));
  const { status, executionTime, output, error } = parsed.data;
  // Documented, and never seen in an answer: the same as the other word.
  const word = status === 'RUNNING' ? 'IN_PROGRESS' : status;
  const state = knownStates.find((each) => each === word);
  if (state === undefined) return err(`RunPod said a state that is not known here: ${status.slice(0, 40)}.`);
  return ok({ state, executionMs: executionTime ?? null, output, error });
}

export function readHealth(text: string): Result<RunPodHealth, string> {
  const parsed = healthSchema.safeParse(parseJson(text));
  return parsed.success ? ok(parsed.data) : err(unreadable(text));
}

/** How long a job had been worked on when it was cancelled; null where nothing was said. */
export function readCancelled(text: string): number | null {
  const parsed = cancelledSchema.safeParse(parseJson(text));
  return parsed.success ? (parsed.data.executionTime ?? null) : null;
}

const refusalSchema = z.union([
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ detail: z.string() }).transform(({ detail }) => detail),
  z.object({ message: z.string() }).transform(({ message }) => message),
]);

/** What a refusal says, cut short; null where it says nothing that a person could read. */
export function readRefusal(text: string): string | null {
  const parsed = refusalSchema.safeParse(parseJson(text));
  const said = parsed.success ? parsed.data : text;
  if (said.trim() === '' || looksLikeHtml(said)) return null;
  // It may quote what it was sent.
  return withoutLinks(said).trim().slice(0, 300);
}

function unreadable(text: string): string {
  if (text.trim() === '') return 'RunPod gave an empty answer.';
  return looksLikeHtml(text)
    ? 'RunPod answered with a web page in place of JSON.'
    : 'RunPod gave an answer that cannot be read.';
}

function looksLikeHtml(text: string): boolean {
  return /^\s*</.test(text);
}
