import { stripVTControlCharacters } from 'node:util';

/**
 * Text from outside as a terminal may show it on one line: escape sequences are gone, and what control characters are
 * left, line ends and those that turn text around included, are shown by number instead of obeyed.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
