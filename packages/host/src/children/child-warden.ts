import { Worker } from 'node:worker_threads';
import { tooLargeWords } from './child-end.ts';

const lookEveryMs = 500;
/** Far above what a 1080p clip was seen to take; below what would drag down the machine. */
const mostMemoryBytes = 4 * 1024 ** 3;

/** Runs in a thread of its own, so it goes on when native code never gives the main thread back. */
const warden = `
  const { workerData } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  setInterval(() => {
    const orphaned = process.ppid !== workerData.parentId;
    const swollen = process.memoryUsage.rss() > workerData.mostMemoryBytes;
    if (swollen) try { writeSync(2, '\\n' + workerData.tooLargeWords + '\\n'); } catch {}
    if (orphaned || swollen) process.kill(process.pid, 'SIGKILL');
  }, workerData.lookEveryMs);
`;

/**
 * Ends this child when its parent is gone or its memory has no bounds, even while it hangs. A codec was seen to do both
 * at once: deaf to the end of its channel, and ten gigabytes large.
 */
export function setWarden(limits: { readonly mostMemoryBytes?: number } = {}): void {
  const workerData = {
    parentId: process.ppid,
    lookEveryMs,
    tooLargeWords,
    mostMemoryBytes: limits.mostMemoryBytes ?? mostMemoryBytes,
  };
  new Worker(warden, { eval: true, execArgv: [], workerData }).unref();
}
