import { randomBytes } from 'node:crypto';
import { createWriteStream, readdirSync, rmSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isImportNote } from '@videoexpress/host';
import type { DiskClaim } from './free-space.ts';

/** A file that an upload is written to. It is removed by `discard`, unless somebody moved it away before. */
export interface UploadFile {
  readonly path: string;
  write(content: Readable, signal: AbortSignal): Promise<void>;
  discard(): Promise<void>;
}

/** The disk filled up while a file came in, and what is left is not for it. */
export class NoRoomLeft extends Error {
  override readonly name = 'NoRoomLeft';
}

/**
 * Removes what uploads left that were cut off with the daemon itself, but the notes of imports, which the library reads.
 * Only for the one that holds the data folder.
 */
export function clearUploads(folder: string): void {
  const names = readdirSync(folder).filter((name) => !isImportNote(name));
  for (const name of names) rmSync(path.join(folder, name), { recursive: true, force: true });
}

/** Written at once, at most: fewer calls into the system for a large file. */
const bytesInMemory = 1024 * 1024;
const bytesBetweenLooks = 16 * 1024 * 1024;

/**
 * Names a new file in `folder` that only this user can read. It comes into being with the first write.
 *
 * @param claim its room on the disk, asked for now and then while it grows; where it says no, `write` rejects with
 * `NoRoomLeft`
 */
export function newUploadFile(folder: string, claim: Pick<DiskClaim, 'hasRoom' | 'wrote'>): UploadFile {
  const file = path.join(folder, `upload-${randomBytes(12).toString('hex')}.part`);

  async function* whileThereIsRoom(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytesUnseen = 0;
    for await (const chunk of content) {
      bytesUnseen += chunk.length;
      if (bytesUnseen >= bytesBetweenLooks) {
        bytesUnseen = 0;
        if (!(await claim.hasRoom())) throw new NoRoomLeft('The disk is full');
      }
      yield chunk;
      claim.wrote(chunk.length);
    }
  }

  return {
    path: file,
    async write(content, signal) {
      const target = createWriteStream(file, { flags: 'wx', mode: 0o600, highWaterMark: bytesInMemory });
      await pipeline(content, whileThereIsRoom, target, { signal });
      // The mode at creation passes through the umask, which a parent process may have set to anything.
      await chmod(file, 0o600);
    },
    discard: () => rm(file, { force: true }),
  };
}
