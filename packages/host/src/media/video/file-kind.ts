import { open } from 'node:fs/promises';
import { textKindOf } from '../text-kind.ts';

/** What the first bytes of a file say of it. `foreign` is a video or a list of videos that is not taken; why is `reason`. */
export type FileKind =
  | { readonly kind: 'mp4' | 'matroska' | 'image' | 'unknown' }
  | { readonly kind: 'foreign'; readonly reason: string };

/** Boxes that an MP4 or MOV may begin with (ISO/IEC 14496-12; `wide` and `skip` come from older QuickTime files). */
const firstBoxes: ReadonlySet<string> = new Set(['ftyp', 'styp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pdin']);
/** Pictures in the clothes of an MP4. */
const pictureBrands: ReadonlySet<string> = new Set([
  'avif',
  'avis',
  'heic',
  'heix',
  'heim',
  'heis',
  'hevc',
  'hevx',
  'mif1',
  'msf1',
]);
const windowsMedia = Buffer.from('3026b2758e66cf11', 'hex');
const transportPacketBytes = 188;
const headBytes = 2 * transportPacketBytes + 1;

/** Tells by the first bytes whether a file is a picture or a clip, and names the videos that are known but not taken. */
export function fileKindOf(head: Buffer): FileKind {
  const start = head.toString('latin1', 0, 4);
  const second = head.toString('latin1', 4, 8);
  if (firstBoxes.has(second)) {
    return { kind: second === 'ftyp' && pictureBrands.has(head.toString('latin1', 8, 12)) ? 'image' : 'mp4' };
  }
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) return { kind: 'matroska' };
  const foreign = foreignName(head, start);
  if (foreign !== null) {
    return { kind: 'foreign', reason: `It is ${foreign}, which browsers cannot play. Convert it to MP4 with H.264.` };
  }
  if (
    head
      .toString('utf8', 0, 64)
      .replace(/^\uFEFF/, '')
      .trimStart()
      .startsWith('#EXTM3U')
  ) {
    return { kind: 'foreign', reason: 'It is a playlist: a text that names videos. Add the video itself.' };
  }
  if (textKindOf(head) === 'html') return { kind: 'foreign', reason: 'It is a web page, not a picture or a video.' };
  const isPicture = start === 'GIF8' || start === 'RIFF' || head[0] === 0x89 || head.subarray(0, 3).equals(jpegStart);
  return { kind: isPicture ? 'image' : 'unknown' };
}

const jpegStart = Buffer.from([0xff, 0xd8, 0xff]);

function foreignName(head: Buffer, start: string): string | null {
  if (start === 'RIFF' && head.toString('latin1', 8, 11) === 'AVI') return 'an AVI file';
  if (start === 'FLV\u0001') return 'a Flash video';
  if (start === 'OggS') return 'an Ogg file';
  if (head.subarray(0, 8).equals(windowsMedia)) return 'a Windows Media file';
  if (head.length >= 4 && head.readUInt32BE(0) === 0x000001ba) return 'an MPEG program stream';
  if (
    head.length >= headBytes &&
    head[0] === 0x47 &&
    head[transportPacketBytes] === 0x47 &&
    head[2 * transportPacketBytes] === 0x47
  ) {
    return 'an MPEG transport stream';
  }
  return null;
}

/** Reads the first bytes of a file and tells what it is. */
export async function readFileKind(path: string): Promise<FileKind> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(512);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return fileKindOf(head.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
