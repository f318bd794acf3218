import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

/** The file and the one before it: twice this at most. */
const mostBytes = 5_000_000;

/** Everything that a worker writes, in a file of its own. */
export interface WorkerLog {
  /** Never throws: a full disk costs lines, not the worker. A line that comes again and again is written once. */
  write(line: string): void;
  close(): void;
}

/** Opens it behind what earlier runs wrote. Full, it is kept as `….1` and begun anew. */
export function openWorkerLog(path: string, maxBytes = mostBytes): WorkerLog {
  let file = openSync(path, 'a', 0o600);
  let bytes = fstatSync(file).size;
  let last = '';
  return {
    write(line) {
      if (line === last) return;
      last = line;
      try {
        if (bytes >= maxBytes) {
          closeSync(file);
          renameSync(path, `${path}.1`);
          file = openSync(path, 'a', 0o600);
          bytes = 0;
        }
        bytes += writeSync(file, `${line}\n`);
      } catch {
        // Said in `write`'s promise.
      }
    },
    close: () => closeSync(file),
  };
}
