import { err, ok, type Result } from '@videoexpress/job-schema';
import { type ConnectionFailure, readConnectionFailure } from './connection-failure.ts';

/** An answer that came whole. */
export interface Answer {
  readonly status: number;
  /** What the JSON says; undefined where it is none, as in an HTML page of a proxy. */
  readonly body: unknown;
  /** What `Retry-After` asks for, in milliseconds. */
  readonly retryAfterMs: number | null;
  /** The server's own wall clock, in milliseconds, where it tells it. */
  readonly serverNowMs: number | null;
  /** Where it sends the caller instead. */
  readonly location: string | null;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the base, with a slash in front. */
  readonly path: string;
  /** With its boundary in its type. */
  readonly form?: Blob;
}

/** Records of a hundred videos with long prompts stay far below this; what is more is no answer of such a server. */
const longestBody = 4 * 1024 * 1024;

/** Speaks HTTP with the server; asks for the key at each call, and keeps nothing. */
export class VideosClient {
  readonly #key: () => Promise<string | null>;

  /** `key` gives the bearer token in force, or null where there is none. */
  constructor(key: () => Promise<string | null>) {
    this.#key = key;
  }

  /** Never throws. A redirect is told and not followed: a POST would arrive as something else. */
  async call(
    base: string,
    { method, path, form }: Call,
    signal: AbortSignal,
  ): Promise<Result<Answer, ConnectionFailure>> {
    try {
      const response = await fetch(`${base}${path}`, {
        method,
        headers: { accept: 'application/json', ...(await this.#credential()) },
        redirect: 'manual',
        signal,
        ...(form === undefined ? {} : { body: form }),
      });
      return ok({
        status: response.status,
        body: readJson(await readText(response)),
        retryAfterMs: readRetryAfter(response.headers),
        serverNowMs: readDate(response.headers.get('date')),
        location: response.headers.get('location'),
      });
    } catch (cause) {
      return err(readConnectionFailure(cause));
    }
  }

  /** The answer with its body still to be read. `ownServer`: the key goes along, as it must not to any other host. */
  async open(address: string, ownServer: boolean, signal: AbortSignal): Promise<Result<Response, ConnectionFailure>> {
    try {
      const headers = { accept: 'video/mp4, */*', ...(ownServer ? await this.#credential() : {}) };
      return ok(await fetch(address, { headers, signal }));
    } catch (cause) {
      return err(readConnectionFailure(cause));
    }
  }

  async #credential(): Promise<Record<string, string>> {
    // A key that was pasted with the end of its line cannot stand in a header.
    const key = (await this.#key())?.trim() ?? '';
    return key === '' ? {} : { authorization: `Bearer ${key}` };
  }
}

/** The text of an answer; nothing of one that is longer than any of these servers' own. */
export async function readText(response: Response): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestBody) return '';
  }
  return text + decoder.decode();
}

/** Undefined where it is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readRetryAfter(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  const at = readDate(value);
  return at === null ? null : Math.max(0, at - (readDate(headers.get('date')) ?? at));
}

function readDate(value: string | null): number | null {
  const ms = value === null ? Number.NaN : Date.parse(value);
  return Number.isNaN(ms) ? null : ms;
}
