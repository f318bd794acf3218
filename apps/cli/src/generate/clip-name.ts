import { basename, extname } from 'node:path';
import type { GenerateRequest } from './request.ts';

/** A file name of the first words of the prompt, in whatever script it is. */
export function clipName(request: Pick<GenerateRequest, 'prompt' | 'imageFile' | 'settings'>): string {
  const image = request.imageFile === null ? '' : basename(request.imageFile, extname(request.imageFile));
  const text = request.prompt ?? request.settings.get('prompt') ?? image;
  const words = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\\/:*?"<>|]/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !/^\.+$/.test(word));
  let name = '';
  for (const word of words.slice(0, 8)) {
    const longer = name === '' ? word : `${name} ${word}`;
    if (Buffer.byteLength(longer) > 80) break;
    name = longer;
  }
  return name.replace(/^\.+|[. ,;]+$/g, '') || 'clip';
}
