import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { exitCodes } from '@videoexpress/host';
import { err, ok, problemSchema, type Result } from '@videoexpress/job-schema';
import type { DaemonLink } from '../daemon-link/link.ts';
import type { Failure } from '../failure.ts';

/** What came, as it was counted on its way. */
export interface Fetched {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes what the daemon has at an address to a file that is flushed when this returns. `download_failed`: no answer, or
 * one that was cut off, and another try may do. Throws where the file cannot be written.
 */
export async function fetchFile(
  { info, token }: DaemonLink,
  address: string,
  to: { readonly path: string; readonly mode: number; readonly signal: AbortSignal },
): Promise<Result<Fetched, Failure>> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(info.url + address, { headers, signal: to.signal }).catch(() => null);
  if (response === null) return err(downloadFailure('The file could not be fetched: the daemon did not answer.'));
  if (!response.ok || response.body === null) return err(await refusal(response));
  const expected = response.headers.get('content-length');
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(to.path, 'w', 0o600);
  try {
    const chunks = response.body[Symbol.asyncIterator]();
    for (;;) {
      const next = await chunks.next().catch(() => null);
      if (next === null) return err(downloadFailure('The connection broke while the file was fetched.'));
      if (next.done === true) break;
      hash.update(next.value);
      bytes += next.value.length;
      // One write may take less than it was given.
      await file.writeFile(next.value);
    }
    await file.chmod(to.mode);
    await file.sync();
  } finally {
    await file.close();
  }
  if (expected !== null && bytes !== Number(expected))
    return err(downloadFailure('The connection broke while the file was fetched.'));
  return ok({ bytes, sha256: hash.digest('hex') });
}

/** The daemon says in its own words what is wrong; what will be no other next time is not tried again. */
async function refusal(response: Response): Promise<Failure> {
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  if (!problem.success) return downloadFailure(`The file could not be fetched: status ${response.status}.`);
  const { code, detail } = problem.data;
  return { ...saveFailure(detail), code: response.status >= 500 ? 'download_failed' : code };
}

function downloadFailure(message: string): Failure {
  return { ...saveFailure(message), code: 'download_failed' };
}

/** Why a file of the library did not come to where the person wants it. */
export function saveFailure(message: string): Failure {
  return {
    exitCode: exitCodes.error,
    code: 'save_failed',
    message,
    fix: 'It is still in the library: videoexpress open',
  };
}

/** The same where the disk is what refused. */
export function writeFailure(cause: unknown): Failure {
  const errno = cause instanceof Error && 'code' in cause ? cause.code : '';
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return { ...saveFailure('The disk is full.'), code: 'disk_full' };
  return saveFailure(`The file could not be written: ${cause instanceof Error ? cause.message : String(cause)}`);
}
