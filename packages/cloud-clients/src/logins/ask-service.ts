import { err, ok, type Result } from '@videoexpress/job-schema';

/** Answers are small; what is larger is no answer of these services. */
const mostBytes = 256 * 1024;
const limitMs = 20_000;

/** What a service said, whatever its status. */
export interface ServiceAnswer {
  readonly status: number;
  /** Parsed; undefined where it is no JSON. */
  readonly body: unknown;
}

/** It could not be reached, or did not answer in time. Nothing is told of the request: addresses carry tokens. */
export interface ServiceAway {
  readonly code: 'unreachable';
}

export interface ServiceRequest {
  readonly url: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly bearer?: string;
  /** Names of whole numbers that may be too large for a JavaScript number, and are read as texts. */
  readonly longNumbers?: readonly string[];
}

/** Asks a service over HTTP, once. Redirects are not followed: none of these addresses has one. */
export async function askService(
  { url, form, bearer, longNumbers = [] }: ServiceRequest,
  signal: AbortSignal,
): Promise<Result<ServiceAnswer, ServiceAway>> {
  try {
    const response = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST',
      headers: { accept: 'application/json', ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) },
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
    });
    const text = await readText(response);
    return text === null
      ? err({ code: 'unreachable' })
      : ok({ status: response.status, body: parse(text, longNumbers) });
  } catch {
    // Whatever fetch says may quote the address.
    return err({ code: 'unreachable' });
  }
}

async function readText(response: Response): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > mostBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parse(text: string, longNumbers: readonly string[]): unknown {
  try {
    const quoted = longNumbers.reduce(
      (all, name) => all.replaceAll(new RegExp(`("${name}"\\s*:\\s*)(\\d+)`, 'g'), '$1"$2"'),
      text,
    );
    return JSON.parse(quoted);
  } catch {
    return undefined;
  }
}

/** An address below a base that may end with a slash. */
export function below(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}${path}`;
}
