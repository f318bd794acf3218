/** A LIKE pattern (with `\` as escape) for texts that contain `text`. */
export function containsPattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
