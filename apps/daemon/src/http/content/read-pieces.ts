import type { FileHandle } from 'node:fs/promises';

/** Bytes read at a time: each piece is a turn through the thread pool, and a clip is large. */
export const pieceBytes = 256 * 1024;

/**
 * The bytes of a file from `start` to `end`, both included, in pieces of `pieceBytes`; one piece is read ahead. There are
 * two buffers for all of them, taken in turn: a piece is good until the next one is asked for. A read stream takes fresh
 * memory for every piece, which costs more than the reading does.
 *
 * Whoever sends the pieces has to wait for each to have left. `pipeline` into a response does: a full piece is more than
 * a socket buffers, so the next one is asked for when the buffer has drained; only the last piece may be smaller.
 *
 * Throws when the file ends before `end`: somebody cut it off meanwhile, and the client was promised more.
 */
export async function* readPieces(handle: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  const size = Math.min(pieceBytes, end - start + 1);
  let ahead: Buffer = Buffer.allocUnsafeSlow(size);
  let spare: Buffer | null = null;
  let reading = fill(handle, ahead, start, end);
  try {
    for (let at = start; at <= end; ) {
      const piece = await reading;
      at += piece.length;
      if (at <= end) {
        [ahead, spare] = [spare ?? Buffer.allocUnsafeSlow(size), ahead];
        reading = fill(handle, ahead, at, end);
      }
      yield piece;
    }
  } finally {
    // The client may have gone while a piece is read: nobody else hears how that ends.
    await reading.catch(() => undefined);
  }
}

/** Reads on until the buffer is full or holds the last byte asked for: the system may give less at a time. */
async function fill(handle: FileHandle, buffer: Buffer, at: number, end: number): Promise<Buffer> {
  const wanted = Math.min(buffer.length, end - at + 1);
  let held = 0;
  while (held < wanted) {
    const { bytesRead } = await handle.read(buffer, held, wanted - held, at + held);
    if (bytesRead === 0) throw new Error(`The file ends at ${at + held}, before ${end}`);
    held += bytesRead;
  }
  return buffer.subarray(0, wanted);
}
