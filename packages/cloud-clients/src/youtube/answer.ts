import type { z } from 'zod';
import { refusalSchema } from './youtube-words.ts';

/** Whatever a service asks for, it is asked again after a day. */
const longestWaitMs = 24 * 60 * 60_000;

/** What came back of a request. Names of headers are in small letters. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** The line failed, or nothing was answered in time: what was asked may have been done. */
export interface Unreachable {
  readonly code: 'unreachable';
  readonly detail: string;
}

/** Why YouTube did not do something, in its own words. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
  readonly message: string;
  readonly retryAfterMs: number | null;
}

/** Reads an answer's body by a schema; null: it is not that. */
export function parsed<T>(schema: z.ZodType<T>, { text }: HttpAnswer): T | null {
  const result = schema.safeParse(jsonOf(text));
  return result.success ? result.data : null;
}

/** Reads what was refused, however little the answer says. @param nowMs wall time, for a Retry-After that names a moment */
export function refusalOf(answer: HttpAnswer, nowMs: number): Refusal {
  const said = parsed(refusalSchema, answer)?.error;
  const [first] = said?.errors ?? [];
  const scope = said?.details?.find(({ reason }) => reason === 'ACCESS_TOKEN_SCOPE_INSUFFICIENT')?.reason;
  return {
    status: answer.status,
    reason: scope ?? first?.reason ?? said?.status ?? '',
    message: (said?.message ?? first?.message ?? '').slice(0, 300),
    retryAfterMs: retryAfterMs(answer.headers['retry-after'], nowMs),
  };
}

/** Whether asking again may well help: the line, or the service itself, had a bad moment. */
export function passesByItself({ status }: HttpAnswer): boolean {
  return status >= 500 || status === 408;
}

function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? null : Math.min(longestWaitMs, Math.max(0, ms));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
