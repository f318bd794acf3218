import { extname } from 'node:path';
import { extensionOf } from './extensions.ts';

/** What Windows does not take in a name, and what hides or turns text around anywhere. */
const unwanted = /[\\/:*?"<>|\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff]/gu;
/** Names of devices on Windows, whatever their extension. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const longestBytes = 200;

/** The name a file is saved under on anyone's machine: what people call it, with an extension that fits. */
export function savedName(name: string, mimeType: string): string {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(unwanted, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/^[.\s]+|[.\s]+$/gu, '');
  const full = withExtension(plain === '' ? 'Untitled' : plain, mimeType);
  const { stem, extension } = parts(full.replace(device, '$1_'));
  return `${shortened(stem, longestBytes - extension.length)}${extension}`;
}

/** The same names, each made different from those before it, also where upper and lower case are one. */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const { stem, extension } = parts(name);
    let unique = name;
    for (let turn = 2; taken.has(unique.toLowerCase()); turn += 1) unique = `${stem} (${turn})${extension}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

function withExtension(name: string, mimeType: string): string {
  const extension = extensionOf(mimeType);
  const hasOne = extname(name).toLowerCase() === extension || (extension === '.jpg' && /\.jpe?g$/i.test(name));
  return hasOne ? name : `${name}${extension}`;
}

function parts(name: string): { stem: string; extension: string } {
  const extension = /\.[\da-z]{1,5}$/i.exec(name)?.[0] ?? '';
  return { stem: name.slice(0, name.length - extension.length), extension };
}

/** File systems count bytes, and no character may be cut in two. */
function shortened(text: string, bytes: number): string {
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += Buffer.byteLength(segment);
    if (used > bytes) break;
    kept += segment;
  }
  return kept.trimEnd();
}
