import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with files of random content, for one test. */
export interface ScratchFiles {
  path(name: string): string;
  /** Makes a file of this size. */
  file(name: string, bytes: number): { readonly path: string; readonly sha256: string };
  sha256(name: string): string;
  remove(): void;
}

export function scratchFiles(): ScratchFiles {
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-objects-'));
  const path = (name: string): string => join(folder, name);
  const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
  return {
    path,
    file(name, bytes) {
      const content = randomBytes(bytes);
      writeFileSync(path(name), content);
      return { path: path(name), sha256: hashOf(content) };
    },
    sha256: (name) => hashOf(readFileSync(path(name))),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
