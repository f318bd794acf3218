import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { err, ok, type Result, type UploadFields } from '@videoexpress/job-schema';
import { type Clock, plainName } from '@videoexpress/studio';
import { ClientLeft } from '../body/read-body.ts';
import type { HttpProblem } from '../problems.ts';
import { displayName } from './display-name.ts';
import type { DiskClaim } from './free-space.ts';
import { createFormFields, mostFields } from './form-fields.ts';
import { behindFile, brokenForm, noFile, oneFile, tooLarge, unknownField } from './form-problems.ts';
import { createPace, stallMs } from './pace.ts';
import { newUploadFile, NoRoomLeft, type UploadFile } from './upload-file.ts';

/** Boundaries, headers and fields around the file. */
const formBytes = 64 * 1024;
/** As much more may be on its way between what came in and what the form has read of it. */
const bytesUnderWay = 512 * 1024;

export interface Upload {
  readonly file: UploadFile;
  /** For people to read; never a path. */
  readonly name: string;
  readonly fields: Pick<UploadFields, 'projectId' | 'sourceAssetId'>;
}

export interface ReceiveDeps {
  readonly clock: Clock;
  readonly folder: string;
  /** Shared by all uploads; see `createDiskClaims`. */
  readonly claimDisk: (announcedBytes: number) => DiskClaim;
  /** Cuts the upload off. */
  readonly stopping: AbortSignal;
  /** The most that the file may have. */
  readonly maxBytes: number;
}

/**
 * Receives a form with a file, and what is said of it before, straight to disk. Whatever goes wrong, and when the client leaves, nothing stays
 * behind; on success the caller discards the file when it is done with it.
 */
export async function receiveUpload(request: IncomingMessage, deps: ReceiveDeps): Promise<Result<Upload, HttpProblem>> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > deps.maxBytes + formBytes) return err(tooLarge(deps.maxBytes));
  const claim = deps.claimDisk(announced);
  const file = newUploadFile(deps.folder, claim);
  let isKept = false;
  const cutOff = () => request.destroy();
  deps.stopping.addEventListener('abort', cutOff);
  try {
    if (!(await claim.hasRoom())) return err(diskFull);
    // It may have left meanwhile, and says so only once.
    if (request.destroyed) throw new ClientLeft('The upload ended early');
    const received = await receive(request, file, deps);
    isKept = received.ok;
    return received;
  } finally {
    deps.stopping.removeEventListener('abort', cutOff);
    claim.release();
    if (!isKept) await file.discard();
  }
}

function receive(
  request: IncomingMessage,
  file: UploadFile,
  { maxBytes, clock }: Pick<ReceiveDeps, 'maxBytes' | 'clock'>,
): Promise<Result<Upload, HttpProblem>> {
  const parser = createParser(request, maxBytes);
  if (!parser.ok) return Promise.resolve(parser);
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    let writing: Promise<Result<Upload, HttpProblem>> | null = null;
    const fields = createFormFields();
    let isOver = false;
    let bytesIn = 0;
    const keepsPace = createPace(clock);
    let part: BusboyFileStream | null = null;
    request.setTimeout(stallMs, () => request.destroy());

    /** The first outcome counts. What still comes is thrown away, and nothing is resolved before the file is at rest. */
    function finish(outcome: Result<null, HttpProblem> | ClientLeft): void {
      if (isOver) return;
      isOver = true;
      request.setTimeout(0);
      request.off('data', countBytes);
      request.unpipe(parser.ok ? parser.value : undefined);
      request.resume();
      if (outcome instanceof ClientLeft || !outcome.ok) stop.abort();
      const settled = writing ?? Promise.resolve(err(noFile));
      settled.then((written) => {
        if (outcome instanceof ClientLeft) reject(outcome);
        else resolve(outcome.ok ? written : outcome);
      }, reject);
    }

    /** Before, between and behind the parts anything may stand, without end, and the form steps over it. */
    function countBytes(chunk: Buffer): void {
      bytesIn += chunk.length;
      const around = bytesIn - (part?.bytesRead ?? 0);
      if (around > formBytes + bytesUnderWay) finish(err(brokenForm));
      else if (!keepsPace(chunk.length)) request.destroy();
    }

    const form = parser.value;
    form.on('file', (field, content, name) => {
      part = content;
      // An error without a listener would end the daemon; the form's own error is the one that counts.
      content.on('error', () => {});
      content.once('limit', () => finish(err(tooLarge(maxBytes))));
      const said = field === 'file' ? fields.read() : err(unknownField(field));
      if (!said.ok) {
        content.resume();
        finish(said);
        return;
      }
      writing = writeFile(content, file, { ...said.value, fileName: name ?? '' }, stop.signal);
      writing.then((written) => !written.ok && finish(written), reject);
    });
    form.on('field', (field, value) => {
      const refused = writing === null ? fields.add(field, value) : behindFile(field);
      if (refused !== null) finish(err(refused));
    });
    form.on('filesLimit', () => finish(err(oneFile)));
    form.on('partsLimit', () => finish(err(oneFile)));
    form.on('error', () => finish(err(brokenForm)));
    form.on('finish', () => finish(ok(null)));
    request.once('close', () => !request.complete && finish(new ClientLeft('The upload ended early')));
    request.pipe(form);
    request.on('data', countBytes);
  });
}

function createParser(request: IncomingMessage, maxBytes: number): Result<Busboy, HttpProblem> {
  try {
    const contentType = request.headers['content-type'] ?? '';
    const limits = {
      files: 1,
      fileSize: maxBytes,
      fields: mostFields,
      fieldSize: 1024,
      parts: mostFields + 2,
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
  said: UploadFields & { readonly fileName: string },
  signal: AbortSignal,
): Promise<Result<Upload, HttpProblem>> {
  try {
    await file.write(content, signal);
  } catch (cause) {
    if (cause instanceof NoRoomLeft || isDiskFull(cause)) return err(diskFull);
    // Cut off on purpose, or by a form that ends in the middle; the outcome that did it is the one that counts.
    if (signal.aborted || content.destroyed) return err(brokenForm);
    throw cause;
  }
  const { name, fileName, ...fields } = said;
  // A file that was too large ended the form already, with that reason.
  if (content.truncated) return err(brokenForm);
  return ok({ file, name: plainName(name ?? '') || displayName(fileName), fields });
}

function isDiskFull(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
}

const diskFull: HttpProblem = {
  code: 'disk_full',
  detail: 'The disk with the data folder is too full for this file. Free some space and try again.',
};
