import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Its text, or null where it is not there. */
export function readDefinition(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}

/** Writes it whole or not at all: a service manager may read it at any moment. */
export function writeDefinition(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, text, { mode: 0o600 });
  renameSync(part, file);
}

/** Puts back what was there, or nothing. */
export function restoreDefinition(file: string, before: string | null): void {
  if (before === null) rmSync(file, { force: true });
  else writeDefinition(file, before);
}
