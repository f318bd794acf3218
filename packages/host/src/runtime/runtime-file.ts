import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';

/** What a running daemon says of itself in `<state>/runtime.json`. */
export const runtimeInfoSchema = z.object({
  pid: z.int().positive(),
  port: z.int().min(1).max(65_535),
  /** Origin of the studio. */
  url: z.url({ protocol: /^https?$/ }),
  version: z.string(),
  /** New with every start of a daemon. */
  bootId: z.string().min(1),
  startedAt: z.iso.datetime(),
  /** It was started for one command's job alone, and ends with it. */
  solo: z.boolean(),
  /** Where the command line let workers in, as HOST:PORT; left out, wherever Settings say. */
  workerListen: z.string().optional(),
});
export type RuntimeInfo = z.infer<typeof runtimeInfoSchema>;

/** Writes the file whole or not at all: a reader never sees half of it. Mode 0600. */
export function writeRuntimeFile(path: string, info: RuntimeInfo): void {
  const temporary = `${path}.${info.pid}.tmp`;
  rmSync(temporary, { force: true });
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(file, `${JSON.stringify(info, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

/** The file as it stands; null where there is none, or none that can be understood. */
export function readRuntimeFile(path: string): RuntimeInfo | null {
  try {
    const parsed = runtimeInfoSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Removes the file of this boot. A later daemon's file stays. Says whether it removed one. */
export function removeRuntimeFile(path: string, bootId: string): boolean {
  if (readRuntimeFile(path)?.bootId !== bootId) return false;
  rmSync(path, { force: true });
  return true;
}
