import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { extname } from 'node:path';

/** A file that goes into a render, read once to its end. */
export interface InputFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** In small letters, with its dot; empty where the file has none. */
  readonly extension: string;
}

/** Measures each input file, by the field that names it. Rejects where one cannot be read. */
export async function measureInputFiles(
  files: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, InputFile>>> {
  const measured: Record<string, InputFile> = {};
  for (const [field, path] of Object.entries(files)) measured[field] = await measure(path);
  return measured;
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
