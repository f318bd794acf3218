import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { ClientLeft } from '../body/read-body.ts';
import type { HttpProblem } from '../problems.ts';
import { displayName } from './display-name.ts';
import type { FreeBytes } from './free-space.ts';
import { newUploadFile, type UploadFile } from './upload-file.ts';

/** Only pictures are taken for now, and none is larger. */
export const maxUploadBytes = 20 * 1024 * 1024;
/** Boundaries and headers around the file. */
const maxFormBytes = maxUploadBytes + 64 * 1024;
/** Left alone on the disk, so that an upload never takes the room the database needs. */
const reservedBytes = 64 * 1024 * 1024;

export interface Upload {
  readonly file: UploadFile;
  /** For people to read; never a path. */
  readonly name: string;
}

/**
 * Receives a form with one field `file` straight to disk. Whatever goes wrong, and when the client leaves, nothing stays
 * behind; on success the caller discards the file when it is done with it.
 */
export async function receiveUpload(
  request: IncomingMessage,
  deps: { readonly folder: string; readonly freeBytes: FreeBytes },
): Promise<Result<Upload, HttpProblem>> {
  const announced = Number(request.headers['content-length'] ?? maxUploadBytes);
  if (announced > maxFormBytes) return err(tooLarge);
  if ((await deps.freeBytes(deps.folder)) < announced + reservedBytes) return err(diskFull);
  const file = newUploadFile(deps.folder);
  let isKept = false;
  try {
    const received = await receive(request, file);
    isKept = received.ok;
    return received;
  } finally {
    if (!isKept) await file.discard();
  }
}

function receive(request: IncomingMessage, file: UploadFile): Promise<Result<Upload, HttpProblem>> {
  const parser = createParser(request);
  if (!parser.ok) return Promise.resolve(parser);
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    let writing: Promise<Result<Upload, HttpProblem>> | null = null;
    let isOver = false;

    /** The first outcome counts. What still comes is thrown away, and nothing is resolved before the file is at rest. */
    function finish(outcome: Result<null, HttpProblem> | ClientLeft): void {
      if (isOver) return;
      isOver = true;
      request.unpipe(parser.ok ? parser.value : undefined);
      request.resume();
      if (outcome instanceof ClientLeft || !outcome.ok) stop.abort();
      const settled = writing ?? Promise.resolve(err(noFile));
      settled.then((written) => {
        if (outcome instanceof ClientLeft) reject(outcome);
        else resolve(outcome.ok ? written : outcome);
      }, reject);
    }

    const form = parser.value;
    form.on('file', (field, content, name) => {
      // An error without a listener would end the daemon; the form's own error is the one that counts.
      content.on('error', () => {});
      content.once('limit', () => finish(err(tooLarge)));
      if (field !== 'file') {
        content.resume();
        finish(err(unknownField(field)));
        return;
      }
      writing = writeFile(content, file, name, stop.signal);
      writing.then((written) => !written.ok && finish(written), reject);
    });
    form.on('field', (field) => finish(err(field === 'file' ? notAFile : unknownField(field))));
    form.on('filesLimit', () => finish(err(oneFile)));
    form.on('partsLimit', () => finish(err(oneFile)));
    form.on('error', () => finish(err(brokenForm)));
    form.on('finish', () => finish(ok(null)));
    request.once('close', () => !request.complete && finish(new ClientLeft('The upload ended early')));
    request.pipe(form);
  });
}

function createParser(request: IncomingMessage): Result<Busboy, HttpProblem> {
  try {
    const contentType = request.headers['content-type'] ?? '';
    const limits = {
      files: 1,
      fileSize: maxUploadBytes,
      fields: 1,
      fieldSize: 1024,
      parts: 3,
      headerPairs: 20,
      headerSize: 8192,
    };
    return ok(new Busboy({ headers: { 'content-type': contentType }, limits, preservePath: true }));
  } catch {
    return err(brokenForm);
  }
}

async function writeFile(
  content: BusboyFileStream,
  file: UploadFile,
  givenName: string | undefined,
  signal: AbortSignal,
): Promise<Result<Upload, HttpProblem>> {
  try {
    await file.write(content, signal);
  } catch (cause) {
    if (isDiskFull(cause)) return err(diskFull);
    // Cut off on purpose, or by a form that ends in the middle; the outcome that did it is the one that counts.
    if (signal.aborted || content.destroyed) return err(brokenForm);
    throw cause;
  }
  return content.truncated ? err(tooLarge) : ok({ file, name: displayName(givenName ?? '') });
}

function isDiskFull(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
}

function fileProblem(message: string): HttpProblem {
  return { code: 'invalid_input', detail: `file: ${message}`, errors: [{ path: 'file', message }] };
}

const noFile = fileProblem('Is missing. Send one file in the field `file`.');
const notAFile = fileProblem('Must be sent as a file, with a file name.');
const oneFile = fileProblem('Send exactly one file.');
const brokenForm: HttpProblem = { code: 'invalid_request', detail: 'The multipart form is broken or ends early.' };
const diskFull: HttpProblem = {
  code: 'disk_full',
  detail: 'The disk with the data folder is too full for this file. Free some space and try again.',
};
const tooLarge: HttpProblem = {
  code: 'body_too_large',
  detail: `file: Is larger than ${maxUploadBytes / 1024 / 1024} MB, the most that a picture may have.`,
  errors: [{ path: 'file', message: `Must be at most ${maxUploadBytes / 1024 / 1024} MB.` }],
};

function unknownField(given: string | undefined): HttpProblem {
  const field = (given ?? '').slice(0, 100);
  const message = 'Unknown field. Known fields: file.';
  return { code: 'invalid_input', detail: `${field}: ${message}`, errors: [{ path: field, message }] };
}
