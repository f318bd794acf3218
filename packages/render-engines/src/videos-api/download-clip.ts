import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { EngineError } from '@videoexpress/studio';
import { readConnectionFailure } from './connection-failure.ts';
import { readJson, readText } from './videos-client.ts';
import { errorWords } from './wire.ts';

export type DownloadError = EngineError | { readonly code: 'gone' | 'disk_full'; readonly detail: string };

/** As large as a file that a person brings may be. A server that sends without an end would fill the disk. */
const longestClipBytes = 2_000_000_000;

/** Answers that say that there is no clip any more, or never was one. */
const goneStatuses = new Set([404, 410, 422]);

/**
 * Streams the clip of an answer to a file, and holds the bytes to the length that the answer promised. More than `mostBytes` is
 * no clip of a render, and is not asked for again.
 */
export async function downloadClip(
  response: Response,
  toPath: string,
  signal: AbortSignal,
  mostBytes = longestClipBytes,
): Promise<Result<null, DownloadError>> {
  const { status, headers, body } = response;
  const type = headers.get('content-type') ?? '';
  if (!response.ok || body === null || /^(text|application\/json)/i.test(type)) {
    const words = errorWords(readJson(await readText(response).catch(() => '')));
    const detail = `It answered ${status} ${words ?? type}.`;
    if (goneStatuses.has(status)) return err({ code: 'gone', detail });
    if (status === 401 || status === 403) return err({ code: 'unauthorized', detail });
    return err({ code: status >= 500 ? 'unreachable' : 'unreadable', detail });
  }
  const promised = headers.get('content-length');
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) done(new Error('too long'));
      else done(null, chunk);
    },
  });
  try {
    await pipeline(body, count, createWriteStream(toPath), { signal });
  } catch (cause) {
    if (bytes > mostBytes) return err({ code: 'gone', detail: `It sent more than ${mostBytes} bytes for one clip.` });
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    const { detail } = readConnectionFailure(cause);
    if (code === 'ENOSPC' || code === 'EDQUOT') return err({ code: 'disk_full', detail });
    return err({ code: 'unreachable', detail: `The clip broke off after ${bytes} bytes: ${detail}` });
  }
  if (bytes === 0) return err({ code: 'unreadable', detail: 'The clip that came is empty.' });
  if (promised !== null && Number(promised) !== bytes)
    return err({ code: 'unreachable', detail: `Of ${promised} bytes, ${bytes} came.` });
  return ok(null);
}
