import path from 'node:path';
import { inlineTypes } from '@videoexpress/host';

export function isInlineType(mimeType: string): boolean {
  return Object.hasOwn(inlineTypes, mimeType);
}

/** The type of a poster, by the name of its file. */
export function posterType(file: string): string {
  const extension = path.extname(file).toLowerCase();
  const known = extension === '.jpeg' ? '.jpg' : extension;
  return Object.entries(inlineTypes).find(([, each]) => each === known)?.[0] ?? 'application/octet-stream';
}
