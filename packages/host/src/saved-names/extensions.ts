/** Extension of each type that a browser may show itself; all else is only ever saved. */
export const inlineTypes: Readonly<Record<string, string>> = {
  'video/mp4': '.mp4',
  'video/webm': '.webm',
  'video/quicktime': '.mov',
  'video/x-matroska': '.mkv',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'image/gif': '.gif',
  'image/avif': '.avif',
  'audio/mpeg': '.mp3',
  'audio/mp4': '.m4a',
  'audio/wav': '.wav',
};

/** The extension of a file of this type, with its dot; empty where none is known. */
export function extensionOf(mimeType: string): string {
  return Object.hasOwn(inlineTypes, mimeType) ? (inlineTypes[mimeType] ?? '') : '';
}
