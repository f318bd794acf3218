const maxCharacters = 120;
const maxExtensionCharacters = 10;
/** Joiners stay: emoji and many scripts need them. */
const unsafe = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * A name for people to read, made of whatever a client called its file. Nothing on disk is ever named by it. Folders,
 * control characters and marks that turn text around are taken out; a long name keeps its start and its extension.
 */
export function displayName(given: string): string {
  const base = given.split(/[\\/]/).at(-1) ?? '';
  const cleaned = base.normalize('NFC').replaceAll(unsafe, '').replaceAll(/\s+/gu, ' ').trim();
  const name = /^\.*$/.test(cleaned) ? 'Untitled' : cleaned;
  const characters = [...name];
  if (characters.length <= maxCharacters) return name;
  const extension = [...(/\.[^.]+$/.exec(name)?.[0] ?? '')];
  const kept = extension.length <= maxExtensionCharacters ? extension : [];
  return [...characters.slice(0, maxCharacters - kept.length), ...kept].join('');
}
