import { closeSync, fstatSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface RotatingFileOptions {
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly maxBytes: number;
  /** How many files are kept, the present one included. */
  readonly maxFiles: number;
}

/** A log file that begins anew each day (UTC) and when it is full, and keeps a limited number of its past. */
export interface RotatingFile {
  /** Appends at once: a line written is in the file even if the process dies next. Never throws. */
  write(line: string): void;
  close(): void;
}

/** `daemon.2026-11-22.1.log`; sorting by date and number is sorting by age. */
const logFilePattern = /^daemon\.(\d{4}-\d{2}-\d{2})\.(\d+)\.log$/;

/** The daemon's log files in a folder, oldest first, as full paths. */
export function listLogFiles(folder: string): string[] {
  return datedLogFiles(folder).map(({ name }) => join(folder, name));
}

function datedLogFiles(folder: string): { name: string; day: string; number: number }[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const match = logFilePattern.exec(name);
      return match?.[1] === undefined ? [] : [{ name, day: match[1], number: Number(match[2]) }];
    })
    .toSorted((a, b) => a.day.localeCompare(b.day) || a.number - b.number);
}

/**
 * Opens the log of today. Writing is synchronous: the daemon logs little, and an asynchronous log loses exactly the line
 * that matters, the last one before a crash. A disk that fills up costs log lines, never the daemon.
 */
export function openRotatingFile({ folder, now, maxBytes, maxFiles }: RotatingFileOptions): RotatingFile {
  let open: { readonly file: number; readonly day: string; readonly number: number; bytes: number } | null = null;

  function openFor(day: string): NonNullable<typeof open> {
    const latest = datedLogFiles(folder).findLast((file) => file.day === day);
    let number = latest?.number ?? 1;
    let file = openSync(join(folder, `daemon.${day}.${number}.log`), 'a', 0o600);
    if (fstatSync(file).size >= maxBytes) {
      closeSync(file);
      number += 1;
      file = openSync(join(folder, `daemon.${day}.${number}.log`), 'a', 0o600);
    }
    for (const old of datedLogFiles(folder).slice(0, -maxFiles)) rmSync(join(folder, old.name), { force: true });
    return { file, day, number, bytes: fstatSync(file).size };
  }

  function close(): void {
    if (open !== null) closeSync(open.file);
    open = null;
  }

  return {
    write(line) {
      try {
        const day = new Date(now()).toISOString().slice(0, 10);
        if (open !== null && (open.day !== day || open.bytes >= maxBytes)) close();
        open ??= openFor(day);
        open.bytes += writeSync(open.file, line);
      } catch {
        // A full disk or an exhausted table of descriptors: the console still has the line.
      }
    },
    close,
  };
}
