import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** Work that waits for a processor while the figures are taken is in every one of them. */
const quietLoadPerCore = 0.5;

export interface MachineNote {
  readonly at: string;
  readonly node: string;
  readonly system: string;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGib: number;
  /** How many programs wanted a processor in the last minute, on the average; 0 where the system does not say. */
  readonly load: number;
}

/** What the figures were measured on, and when. */
export function describeMachine(): MachineNote {
  return {
    at: new Date().toISOString(),
    node: process.version,
    system: `${platform()} ${release()}`,
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGib: Math.round(totalmem() / 2 ** 30),
    load: loadavg()[0] ?? 0,
  };
}

/** A sentence when others work on this machine at the same time; null when it is quiet. */
export function warnOfLoad({ load, cores }: MachineNote): string | null {
  if (load <= cores * quietLoadPerCore) return null;
  return `Others work on this machine (load ${load.toFixed(1)} on ${cores} cores): read the shares, not the times.`;
}
