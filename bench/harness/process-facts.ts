import { readFileSync } from 'node:fs';
import { NotMeasured } from './figure.ts';

/** Ticks a second of the times below, on every Linux of today. */
const ticksASecond = 100;

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    throw new NotMeasured('the memory and time of a process are read from /proc, which only Linux has');
  }
}

/** Memory that a process holds now, in megabytes of 10^6 bytes. */
export function residentMegabytes(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readProc(pid, 'status'))?.[1];
  return (Number(kib) * 1024) / 1e6;
}

/** Processor time that a process has used so far, in seconds. */
export function processorSeconds(pid: number): number {
  // Behind the name, which may have spaces: the state, then numbers; the 12th and 13th are user and system time.
  const fields = readProc(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksASecond;
}
