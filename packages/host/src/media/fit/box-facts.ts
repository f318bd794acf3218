import { type FileHandle, open } from 'node:fs/promises';

/** What the boxes of an MP4 or MOV say that its tracks do not. */
export interface BoxFacts {
  readonly indexFirst: boolean;
  /** More than a list that changes nothing, as many programs write it. */
  readonly hasEditList: boolean;
}

/** An index is read as a whole up to this size; 15 minutes at 60 frames a second take a hundredth of it. */
const mostIndexBytes = 64 * 1024 * 1024;
/** Boxes that hold boxes, on the way to an edit list. */
const onTheWay: ReadonlySet<string> = new Set(['trak', 'edts']);

/** Walks the outermost boxes of a file that is known to be whole, and the index for edit lists. */
export async function readBoxFacts(path: string): Promise<BoxFacts> {
  const file = await open(path, 'r');
  try {
    const { size: fileBytes } = await file.stat();
    let [position, indexAt, picturesAt] = [0, -1, -1];
    let hasEditList = false;
    const header = Buffer.alloc(16);
    while (position + 8 <= fileBytes) {
      await file.read(header, 0, header.length, position);
      const { size, headerBytes } = boxSize(header, fileBytes - position);
      if (size < headerBytes) break;
      const name = header.toString('latin1', 4, 8);
      if (name === 'moov' && indexAt < 0) {
        indexAt = position;
        hasEditList = await indexHasEditList(file, position + headerBytes, size - headerBytes);
      }
      if ((name === 'mdat' || name === 'moof') && picturesAt < 0) picturesAt = position;
      position += size;
    }
    return { indexFirst: indexAt >= 0 && (picturesAt < 0 || indexAt < picturesAt), hasEditList };
  } finally {
    await file.close();
  }
}

/** Size 1 says that a 64-bit size follows, size 0 that the box goes on to the end. */
function boxSize(header: Buffer, bytesLeft: number): { readonly size: number; readonly headerBytes: number } {
  const short = header.readUInt32BE(0);
  if (short === 1) return { size: Number(header.readBigUInt64BE(8)), headerBytes: 16 };
  return { size: short === 0 ? bytesLeft : short, headerBytes: 8 };
}

async function indexHasEditList(file: FileHandle, position: number, bytes: number): Promise<boolean> {
  if (bytes > mostIndexBytes) return false;
  const index = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(index, 0, bytes, position);
  return hasEdits(index.subarray(0, bytesRead));
}

function hasEdits(boxes: Buffer): boolean {
  for (let at = 0; at + 8 <= boxes.length; ) {
    const header = Buffer.alloc(16);
    boxes.copy(header, 0, at);
    const { size, headerBytes } = boxSize(header, boxes.length - at);
    if (size < headerBytes || at + size > boxes.length) return false;
    const name = boxes.toString('latin1', at + 4, at + 8);
    const content = boxes.subarray(at + headerBytes, at + size);
    if (name === 'elst' && changesAnything(content)) return true;
    if (onTheWay.has(name) && hasEdits(content)) return true;
    at += size;
  }
  return false;
}

/** One entry from time 0 shows the whole track as it is. */
function changesAnything(list: Buffer): boolean {
  if (list.length < 8) return false;
  const is64Bit = list[0] === 1;
  const count = list.readUInt32BE(4);
  if (count === 0) return false;
  if (count > 1 || list.length < (is64Bit ? 28 : 20)) return true;
  return (is64Bit ? list.readBigInt64BE(16) : BigInt(list.readInt32BE(12))) !== 0n;
}
