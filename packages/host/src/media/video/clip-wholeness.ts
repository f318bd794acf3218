import { type FileHandle, open } from 'node:fs/promises';

const cutOff = 'The file ends in the middle. Copy or download it again.';
const noIndex = 'The file has no index (moov): it was not closed properly, or it ends in the middle.';
/** An index of this size is none: 24 hours at 60 frames a second take a third of it. */
const mostIndexBytes = 256 * 1024 * 1024;
/** Boxes without which a clip loses pictures. */
const neededBoxes: ReadonlySet<string> = new Set(['moov', 'moof', 'mdat']);

/**
 * Says in one sentence whether an MP4 or MOV breaks off, judged by its outermost boxes, or null where it is whole. The
 * index alone is no proof: it may stand before the pictures.
 */
export async function findMissingBoxes(path: string): Promise<string | null> {
  return withFile(path, async (file, fileBytes) => {
    const header = Buffer.alloc(16);
    let position = 0;
    let hasIndex = false;
    while (position + 8 <= fileBytes) {
      await file.read(header, 0, header.length, position);
      const name = header.toString('latin1', 4, 8);
      const size = boxBytes(header, fileBytes - position);
      // Some programs leave rubbish at the end, which every player steps over.
      if (size < 8) break;
      if (neededBoxes.has(name) && position + size > fileBytes) return name === 'moov' ? noIndex : cutOff;
      if (name === 'moov') {
        if (size > mostIndexBytes) return 'Its index is too large to be one.';
        hasIndex = true;
      }
      position += size;
    }
    return hasIndex ? null : noIndex;
  });
}

/** Size 1 says that a 64-bit size follows, size 0 that the box goes on to the end of the file. */
function boxBytes(header: Buffer, bytesLeft: number): number {
  const shortSize = header.readUInt32BE(0);
  if (shortSize === 1) return Number(header.readBigUInt64BE(8));
  return shortSize === 0 ? bytesLeft : shortSize;
}

const segmentId = 0x18538067;

/** As `findMissingBoxes`, for WebM and Matroska: their one segment says how long it is, where it was known. */
export async function findMissingSegment(path: string): Promise<string | null> {
  return withFile(path, async (file, fileBytes) => {
    const head = Buffer.alloc(16);
    await file.read(head, 0, head.length, 0);
    const ebml = readSize(head, 4);
    if (ebml === null) return 'It is not a whole WebM or Matroska file.';
    const segmentAt = 4 + ebml.length + ebml.size;
    // A head may say that it is longer than any file, and than any position that can be read at.
    if (segmentAt + 12 > fileBytes) return cutOff;
    await file.read(head, 0, head.length, segmentAt);
    if (head.readUInt32BE(0) !== segmentId) return cutOff;
    const segment = readSize(head, 4);
    const isKnown = segment !== null && !segment.isUnknown;
    return isKnown && segmentAt + 4 + segment.length + segment.size > fileBytes ? cutOff : null;
  });
}

/** A size of variable length (RFC 8794, section 4): leading zero bits tell how many bytes it has; all ones: unknown. */
function readSize(bytes: Buffer, at: number): { length: number; size: number; isUnknown: boolean } | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (length > 8) return null;
  let size = first & (0xff >> length);
  let isUnknown = size === 0xff >> length;
  for (let index = 1; index < length; index += 1) {
    const next = bytes[at + index] ?? 0;
    isUnknown &&= next === 0xff;
    size = size * 256 + next;
  }
  return { length, size, isUnknown };
}

async function withFile<T>(path: string, look: (file: FileHandle, bytes: number) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    return await look(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
}
