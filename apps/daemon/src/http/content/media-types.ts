import path from 'node:path';

/** Extension of each type that a browser may show itself; all else is only ever saved. */
const inlineTypes: Readonly<Record<string, string>> = {
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

export function isInlineType(mimeType: string): boolean {
  return Object.hasOwn(inlineTypes, mimeType);
}

/** The type of a poster, by the name of its file. */
export function posterType(file: string): string {
  const extension = path.extname(file).toLowerCase();
  const known = extension === '.jpeg' ? '.jpg' : extension;
  return Object.entries(inlineTypes).find(([, each]) => each === known)?.[0] ?? 'application/octet-stream';
}

/** The name a file is saved under: what people call it, with an extension that fits. */
export function downloadName(name: string, mimeType: string): string {
  const extension = inlineTypes[mimeType] ?? '';
  const hasOne = path.extname(name).toLowerCase() === extension || (extension === '.jpg' && /\.jpe?g$/i.test(name));
  return hasOne ? name : `${name}${extension}`;
}
