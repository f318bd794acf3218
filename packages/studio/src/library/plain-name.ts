/** What cannot be seen, or turns the text around it, beside the marks that right-to-left scripts need. */
const unwanted = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * A name as a person gave it, fit to be shown anywhere: composed, without control characters and marks that turn text
 * around, white space made single. Empty when nothing is left.
 */
export function plainName(given: string): string {
  const spaced = given.toWellFormed().normalize('NFC').replaceAll(/\s/gu, ' ');
  const plain = spaced.replaceAll(unwanted, '').replaceAll(/ +/g, ' ').trim();
  return /[^\p{Cf}\s]/u.test(plain) ? plain : '';
}
