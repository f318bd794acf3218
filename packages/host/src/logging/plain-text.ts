import { stripVTControlCharacters } from 'node:util';

/**
 * Text from outside as a terminal may show it on one line: escape sequences are gone, and what control characters are
 * left, line ends included, are shown by number instead of obeyed.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
