import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { err, ok, type Result } from '@videoexpress/job-schema';

/** A file that goes into a render, read once to its end. */
export interface InputFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** In small letters, with its dot; empty where the file has none. */
  readonly extension: string;
}

/** A file cannot be read. Nothing was sent yet. */
export interface UnreadableInput {
  readonly detail: string;
  readonly userMessage: string;
}

/** Measures each input file, by the field that names it. */
export async function measureInputFiles(
  files: Readonly<Record<string, string>>,
): Promise<Result<Readonly<Record<string, InputFile>>, UnreadableInput>> {
  const measured: Record<string, InputFile> = {};
  try {
    for (const [field, path] of Object.entries(files)) measured[field] = await measure(path);
    return ok(measured);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    const userMessage = 'An input file cannot be read. Nothing was spent. Bring it into the library again.';
    return err({ detail, userMessage });
  }
}

async function measure(path: string): Promise<InputFile> {
  const { bytes, sha256 } = await hashFile(path);
  return { path, bytes, sha256, extension: extname(path).toLowerCase() };
}

/** Size and sha256 of a file, read in pieces. Rejects where it cannot be read. */
export async function hashFile(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path)) {
    const chunk: Buffer = piece;
    bytes += chunk.length;
    hash.update(chunk);
  }
  return { bytes, sha256: hash.digest('hex') };
}
