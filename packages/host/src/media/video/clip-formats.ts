import type { VideoCodec } from 'mediabunny';

/** The containers a clip may come in, and what may be in each. */
export const clipFormats = {
  MP4: { mimeType: 'video/mp4', codecs: ['avc', 'hevc', 'vp9', 'av1'], everywhere: ['avc', 'vp9', 'av1'] },
  'QuickTime File Format': { mimeType: 'video/quicktime', codecs: ['avc', 'hevc'], everywhere: ['avc'] },
  WebM: { mimeType: 'video/webm', codecs: ['vp8', 'vp9', 'av1'], everywhere: ['vp8', 'vp9', 'av1'] },
  Matroska: { mimeType: 'video/x-matroska', codecs: ['avc', 'hevc', 'vp8', 'vp9', 'av1'], everywhere: [] },
} as const satisfies Record<string, ClipFormat>;

export interface ClipFormat {
  readonly mimeType: string;
  /** What some browser plays from it. */
  readonly codecs: readonly VideoCodec[];
  /** What every current browser plays from it. */
  readonly everywhere: readonly VideoCodec[];
}

const shortNames: Readonly<Record<keyof typeof clipFormats, string>> = {
  MP4: 'MP4',
  'QuickTime File Format': 'MOV',
  WebM: 'WebM',
  Matroska: 'MKV',
};

/** The format of that name, as the reader of files calls it; null where it is not taken. */
export function clipFormatOf(name: string): (ClipFormat & { readonly name: string }) | null {
  for (const key of ['MP4', 'QuickTime File Format', 'WebM', 'Matroska'] as const) {
    if (key === name) return { ...clipFormats[key], name: shortNames[key] };
  }
  return null;
}

const codecNames: Readonly<Record<VideoCodec, string>> = {
  avc: 'H.264',
  hevc: 'HEVC (H.265)',
  vp8: 'VP8',
  vp9: 'VP9',
  av1: 'AV1',
  prores: 'Apple ProRes',
};

/** What people call a codec that the reader of files does not know, by its mark in the file. */
const foreignCodecs: ReadonlyMap<string, string> = new Map([
  ['mp4v', 'MPEG-4 Part 2'],
  ['jpeg', 'Motion JPEG'],
  ['mjpa', 'Motion JPEG'],
  ['mjpb', 'Motion JPEG'],
  ['AVdn', 'Avid DNxHD'],
  ['AVdh', 'Avid DNxHR'],
  ['CFHD', 'GoPro CineForm'],
  ['rle ', 'QuickTime Animation'],
  ['png ', 'PNG frames'],
  ['raw ', 'uncompressed video'],
  ['v210', 'uncompressed video'],
  ['2vuy', 'uncompressed video'],
  ['V_MPEG2', 'MPEG-2'],
  ['V_MPEG4/ISO/ASP', 'MPEG-4 Part 2'],
  ['V_MJPEG', 'Motion JPEG'],
  ['V_PRORES', 'Apple ProRes'],
  ['V_FFV1', 'FFV1'],
]);

/** Why a clip of this codec in this container is not taken, in a sentence that says what would be. */
export function unplayableSentence(format: string, codec: VideoCodec | null, mark: string | null): string {
  const name = codec === null ? (mark === null ? undefined : foreignCodecs.get(mark)) : codecNames[codec];
  const what = name ?? 'a codec that is not known here';
  return `It is ${what} in ${format}, which browsers cannot play. Convert it to MP4 with H.264.`;
}
