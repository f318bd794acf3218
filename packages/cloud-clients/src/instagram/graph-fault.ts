import { z } from 'zod';

/** What the Graph API said when it did not do what it was asked. */
export interface GraphFault {
  /** HTTP. */
  readonly status: number;
  readonly code: number | null;
  readonly subcode: number | null;
  /** The same request may pass later; the API says so, or it broke. What was asked may have been done all the same. */
  readonly isTransient: boolean;
  readonly retryAfterMs: number | null;
  /** Its own words, without addresses and tokens. */
  readonly words: string;
}

const bodySchema = z.object({
  error: z.object({
    message: z.string().optional(),
    code: z.coerce.number().optional(),
    error_subcode: z.coerce.number().optional(),
    is_transient: z.boolean().optional(),
    error_user_title: z.string().optional(),
    error_user_msg: z.string().optional(),
  }),
});

/** 1: an unknown error, 2: the service is away for a moment. Both are known to come for requests that were carried out. */
const codesOfOutages: readonly number[] = [1, 2];

/** Reads an answer that is no success. One that says nothing readable is an outage. */
export function readFault(answer: {
  readonly status: number;
  readonly retryAfterMs: number | null;
  readonly text: string;
}): GraphFault {
  const { status, retryAfterMs } = answer;
  const read = bodySchema.safeParse(parsed(answer.text));
  if (!read.success) {
    const words = `Instagram answered ${status} and said nothing that can be read.`;
    return { status, code: null, subcode: null, isTransient: true, retryAfterMs, words };
  }
  const { message, code = null, error_subcode: subcode = null, is_transient, error_user_msg } = read.data.error;
  const isOutage = status >= 500 || (code !== null && codesOfOutages.includes(code));
  return {
    status,
    code,
    subcode: subcode ?? subcodeIn(message ?? ''),
    isTransient: is_transient === true || isOutage,
    retryAfterMs,
    words: withoutAddresses(error_user_msg ?? message ?? `Instagram answered ${status}.`),
  };
}

/** The number by which Instagram names what is wrong with a clip, where its words hold one. */
export function subcodeIn(text: string): number | null {
  const found = /\b2207\d{3}\b/.exec(text)?.[0];
  return found === undefined ? null : Number(found);
}

/** Its words may quote what was sent: a link with a signature, or a token. */
export function withoutAddresses(text: string): string {
  return text
    .replaceAll(/https?:\/\/\S+/g, '(an address)')
    .replaceAll(/\b(?:IG|EAA)[\w-]{20,}/g, '(a token)')
    .slice(0, 500);
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
