import { fileURLToPath } from 'node:url';

/** The path of a file in `fixtures/`; its README says how each was made. */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
}
