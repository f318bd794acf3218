import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

const readBytes = 1024 * 1024;
/** Little enough that the slowest disk reads it well within a limit on silence. */
const bytesPerProgress = 16 * readBytes;

/** Writes a small file whole and waits until it is on the disk. An existing one is replaced. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * The size of a file in bytes and its sha256 in hex, read in pieces.
 *
 * @param onProgress called now and then with the bytes read so far
 */
export async function fingerprintFile(
  path: string,
  onProgress: (bytes: number) => void = () => {},
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let reported = 0;
  for await (const piece of createReadStream(path, { highWaterMark: readBytes })) {
    if (!(piece instanceof Uint8Array)) continue;
    hash.update(piece);
    bytes += piece.length;
    if (bytes - reported < bytesPerProgress) continue;
    reported = bytes;
    onProgress(bytes);
  }
  return { bytes, sha256: hash.digest('hex') };
}
