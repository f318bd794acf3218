import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes a generated file; with --check on the command line compares it, says where it differs, and ends with 1.
 * @param path from the repository's root
 */
export function writeOrCheck(path: string, text: string): void {
  const file = new URL(`../../${path}`, import.meta.url);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${path} does not fit what it is made from any more: run npm run gen\n`);
    process.exitCode = 1;
  }
}
