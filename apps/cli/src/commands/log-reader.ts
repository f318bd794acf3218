import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { listLogFiles } from '@videoexpress/host';

/** Reads a folder of log files from where it last stopped, over the end of a file into the next. */
export interface LogReader {
  /** The complete lines that came since the last call, oldest first. */
  readOn(): string[];
}

interface Place {
  offset: number;
  rest: string;
  readonly decoder: StringDecoder;
}

/** `sinceMs`: lines before this wall time are left out, in milliseconds since 1970; null for all. */
export function createLogReader(folder: string, sinceMs: number | null): LogReader {
  const places = new Map<string, Place>();
  return {
    readOn() {
      const lines: string[] = [];
      for (const path of listLogFiles(folder)) {
        const place = places.get(path) ?? { offset: 0, rest: '', decoder: new StringDecoder('utf8') };
        places.set(path, place);
        lines.push(...readLines(path, place));
      }
      return sinceMs === null ? lines : lines.filter((line) => timeOf(line) >= sinceMs);
    },
  };
}

function readLines(path: string, place: Place): string[] {
  const lines: string[] = [];
  const buffer = Buffer.alloc(64 * 1024);
  const file = openIfThere(path);
  if (file === null) return lines;
  try {
    for (;;) {
      const count = readSync(file, buffer, 0, buffer.length, place.offset);
      if (count === 0) break;
      place.offset += count;
      const parts = (place.rest + place.decoder.write(buffer.subarray(0, count))).split('\n');
      place.rest = parts.pop() ?? '';
      lines.push(...parts.filter((line) => line !== ''));
    }
  } finally {
    closeSync(file);
  }
  return lines;
}

/** Old files are removed while they are read. */
function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}

/** Read by pattern: a log of many megabytes is not parsed to find its times. */
function timeOf(line: string): number {
  const time = /"time":"([^"]+)"/.exec(line)?.[1];
  return time === undefined ? Number.POSITIVE_INFINITY : Date.parse(time);
}
