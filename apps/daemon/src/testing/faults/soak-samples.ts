import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DaemonUnderTest } from '../kills/daemon-under-test.ts';
import { loopDelaySchema } from './fault-order.ts';
import { childrenOf, residentKilobytes } from './injections.ts';

/** How a daemon was at one moment. */
export interface SoakSample {
  readonly jobsEnded: number;
  readonly seconds: number;
  readonly residentMb: number;
  readonly openFiles: number;
  readonly walMb: number;
  readonly children: number;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
}

const mb = 1024 * 1024;

export async function takeSample(
  daemon: DaemonUnderTest,
  root: string,
  at: { jobsEnded: number; seconds: number },
): Promise<SoakSample> {
  const loop = loopDelaySchema.parse(await daemon.askFor({ do: 'measure' }));
  const wal = join(root, 'data', 'videoexpress.db-wal');
  return {
    ...at,
    ...loop,
    residentMb: residentKilobytes(daemon.groupId) / 1024,
    openFiles: readdirSync(`/proc/${daemon.groupId}/fd`).length,
    walMb: existsSync(wal) ? statSync(wal).size / mb : 0,
    children: childrenOf(daemon.groupId).length,
  };
}

const columns: readonly (readonly [string, (sample: SoakSample) => string])[] = [
  ['jobs', (sample) => String(sample.jobsEnded)],
  ['seconds', (sample) => sample.seconds.toFixed(0)],
  ['memory MB', (sample) => sample.residentMb.toFixed(0)],
  ['open files', (sample) => String(sample.openFiles)],
  ['WAL MB', (sample) => sample.walMb.toFixed(1)],
  ['children', (sample) => String(sample.children)],
  ['loop p99 ms', (sample) => sample.loopP99Ms.toFixed(1)],
  ['loop max ms', (sample) => sample.loopMaxMs.toFixed(0)],
];

/** A table for people: the beginning, one line every so many jobs, the end. */
export function soakTable(samples: readonly SoakSample[], everyJobs: number): string {
  const shown: SoakSample[] = [];
  for (const sample of samples) {
    const last = shown.at(-1);
    if (last === undefined || sample === samples.at(-1) || sample.jobsEnded - last.jobsEnded >= everyJobs)
      shown.push(sample);
  }
  const width = (name: string) => Math.max(name.length, 8) + 2;
  const lines = shown.map((sample) => columns.map(([name, text]) => text(sample).padStart(width(name))).join(''));
  return [columns.map(([name]) => name.padStart(width(name))).join(''), ...lines].join('\n');
}

/** What may be more at the end than in the second quarter, when everything had warmed up. */
const margins = {
  residentMb: { factor: 1.2, plus: 24 },
  openFiles: { factor: 1, plus: 6 },
  walMb: { factor: 1, plus: 8 },
  children: { factor: 1, plus: 3 },
  loopP99Ms: { factor: 2, plus: 20 },
} as const;

/** What grew where it should be flat: the median of the last quarter against that of the second. */
export function whatGrew(samples: readonly SoakSample[]): string[] {
  const quarter = Math.floor(samples.length / 4);
  if (quarter < 3) return ['There are too few samples to say anything'];
  const early = samples.slice(quarter, 2 * quarter);
  const late = samples.slice(-quarter);
  return (Object.keys(margins) as (keyof typeof margins)[]).flatMap((what) => {
    const [before, after] = [medianOf(early, what), medianOf(late, what)];
    const allowed = before * margins[what].factor + margins[what].plus;
    return after <= allowed ? [] : [`${what} grew from ${before.toFixed(1)} to ${after.toFixed(1)}`];
  });
}

function medianOf(samples: readonly SoakSample[], what: keyof typeof margins): number {
  const sorted = samples.map((sample) => sample[what]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
