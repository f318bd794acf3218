/**
 * A build step for zod's English. The daemon's answers are the only thing the page reads with zod, and what it says of a
 * wrong one is its own sentence, so zod's are never shown.
 *
 * @returns {string} A language without words.
 */
export default function withoutOwnWords() {
  return 'export default () => ({ localeError: () => undefined });';
}
