import { open } from 'node:fs/promises';
import { StreamTarget, type StreamTargetChunk } from 'mediabunny';

/** Bytes gathered before they go to the disk. */
const chunkBytes = 1_048_576;

/**
 * A file that mediabunny writes into: readable by its owner alone, on the disk (fsync) when the output is finalized, and
 * failing loudly where it does not fit. The library's own `FilePathTarget` ignores how many bytes the system took, so a
 * full disk gave a truncated file and no error (1.61.0, seen on a file system of 300 kB).
 *
 * Rejects at once where the folder is missing or cannot be written.
 */
export async function openFileTarget(path: string): Promise<StreamTarget> {
  const file = await open(path, 'w', 0o600);
  const sink = new WritableStream<StreamTargetChunk>({
    async write(chunk) {
      try {
        await writeFully(file, chunk.data, chunk.position);
      } catch (error) {
        await file.close();
        throw error;
      }
    },
    async close() {
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    },
    abort: () => file.close(),
  });
  return new StreamTarget(sink, { chunked: true, chunkSize: chunkBytes });
}

/** What is needed of a file here; a `FileHandle` is one. */
type PartWriter = {
  write(bytes: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesWritten: number }>;
};

/** Writes all bytes: the system may take a part of them and say nothing but how many. */
export async function writeFully(file: PartWriter, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
