import { type FileHandle, open } from 'node:fs/promises';
import { type TextKind, textKindOf } from '../text-kind.ts';

const textSentences: Record<TextKind, string> = {
  html: 'It is a web page, not a video.',
  xml: 'It is an XML text, not a video.',
  json: 'It is a JSON text, not a video.',
};

/** Boxes that an MP4 may begin with (ISO/IEC 14496-12; `wide` and `skip` come from older QuickTime files). */
const firstBoxes: ReadonlySet<string> = new Set(['ftyp', 'styp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pdin']);

/**
 * Says in one sentence what is wrong with a file that should be an MP4, judged by its outermost structure alone, or
 * null where nothing is. Cheap: it reads the head and the box headers.
 */
export async function findContainerFault(path: string): Promise<string | null> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size === 0) return 'The file is empty.';
    const head = Buffer.alloc(Math.min(size, 512));
    await file.read(head, 0, head.length, 0);
    const text = textKindOf(head);
    if (text !== null) return textSentences[text];
    if (!firstBoxes.has(head.toString('latin1', 4, 8))) return 'It is not an MP4 file.';
    return await findMissingIndex(file, size);
  } finally {
    await file.close();
  }
}

/** Walks the top-level boxes to the index (`moov`), which must be there in full. */
async function findMissingIndex(file: FileHandle, fileBytes: number): Promise<string | null> {
  const header = Buffer.alloc(16);
  let position = 0;
  while (position + 8 <= fileBytes) {
    await file.read(header, 0, header.length, position);
    const shortSize = header.readUInt32BE(0);
    // Size 1 says that a 64-bit size follows, size 0 that the box goes on to the end of the file.
    const size =
      shortSize === 1 ? Number(header.readBigUInt64BE(8)) : shortSize === 0 ? fileBytes - position : shortSize;
    if (size < 8) return 'It is not an MP4 file.';
    const isIndex = header.toString('latin1', 4, 8) === 'moov';
    if (position + size > fileBytes) return 'The file ends in the middle (moov missing).';
    if (isIndex) return null;
    position += size;
  }
  return 'The file ends in the middle (moov missing).';
}
