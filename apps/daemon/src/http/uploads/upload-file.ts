import { randomBytes } from 'node:crypto';
import { createWriteStream, readdirSync, rmSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A file that an upload is written to. It is removed by `discard`, unless somebody moved it away before. */
export interface UploadFile {
  readonly path: string;
  write(content: Readable, signal: AbortSignal): Promise<void>;
  discard(): Promise<void>;
}

/** Removes what uploads left that were cut off with the daemon itself. Only for the one that holds the data folder. */
export function clearUploads(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true, force: true });
}

/** Names a new file in `folder` that only this user can read. It comes into being with the first write. */
export function newUploadFile(folder: string): UploadFile {
  const file = path.join(folder, `upload-${randomBytes(12).toString('hex')}.part`);
  return {
    path: file,
    async write(content, signal) {
      await pipeline(content, createWriteStream(file, { flags: 'wx', mode: 0o600 }), { signal });
      // The mode at creation passes through the umask, which a parent process may have set to anything.
      await chmod(file, 0o600);
    },
    discard: () => rm(file, { force: true }),
  };
}
