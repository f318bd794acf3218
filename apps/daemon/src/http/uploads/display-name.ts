import { plainName } from '@videoexpress/studio';

const maxCharacters = 120;
const maxExtensionCharacters = 10;

/**
 * A name for people to read, made of whatever a client called its file. Nothing on disk is ever named by it. Folders,
 * control characters and marks that turn text around are taken out; a long name keeps its start and its extension.
 */
export function displayName(given: string): string {
  const base = given.split(/[\\/]/).at(-1) ?? '';
  const plain = plainName(base);
  const name = /^\.*$/.test(plain) ? 'Untitled' : plain;
  const characters = [...name];
  if (characters.length <= maxCharacters) return name;
  const extension = [...(/\.[^.]+$/.exec(name)?.[0] ?? '')];
  const kept = extension.length <= maxExtensionCharacters ? extension : [];
  return [...characters.slice(0, maxCharacters - kept.length), ...kept].join('');
}
