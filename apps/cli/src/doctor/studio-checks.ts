import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { plainText } from '@videoexpress/host';
import type { ServiceHealth } from '@videoexpress/job-schema';
import type { Check, Finding } from './check.ts';

/** Whether the daemon runs; that it does not is no fault. */
export const daemonCheck: Check = async ({ sighting }) => {
  const base = { id: 'daemon', label: 'Daemon' } as const;
  switch (sighting.state) {
    case 'running':
      return [
        {
          ...base,
          status: 'pass',
          detail: `Runs at ${sighting.info.url}, version ${sighting.info.version}`,
          fix: null,
        },
      ];
    case 'none':
    case 'stale':
      return [
        {
          ...base,
          status: 'note',
          detail: 'Not running; services are checked only while it runs',
          fix: 'videoexpress start',
        },
      ];
    case 'not_answering': {
      const detail = `Process ${sighting.pids.join(', ')} holds the data folder and does not answer`;
      return [{ ...base, status: 'fail', detail, fix: 'videoexpress stop' }];
    }
  }
};

/** A running daemon has opened its own database; otherwise the file's outside is looked at, without touching it. */
export const databaseCheck: Check = async ({ settings: { folders }, sighting }) => {
  const base = { id: 'database_file', label: 'Database file' } as const;
  if (sighting.state === 'running') return [];
  const flaw = flawOf(folders.databaseFile);
  if (flaw === null) return [{ ...base, status: 'pass', detail: folders.databaseFile, fix: null }];
  if (flaw === 'missing') return [{ ...base, status: 'pass', detail: 'Made at the first start', fix: null }];
  const fix = `Keep a copy of it, and look for a backup beside it in ${folders.data}`;
  return [{ ...base, status: 'fail', detail: `${folders.databaseFile}: ${flaw}`, fix }];
};

/** Every service by the daemon's own word: database, media tools, engines. */
export const servicesCheck: Check = async ({ sighting }) => {
  if (sighting.state !== 'running') return [];
  // The store of keys has a line of its own, which also looks at its files.
  const services = sighting.health.services.filter(({ id }) => id !== 'secrets');
  return services.map((service) => ({
    id: `service_${service.id}`,
    label: plainText(service.label),
    status: statuses[service.status],
    detail: plainText(service.detail),
    fix: service.fix === null ? null : plainText(service.fix),
  }));
};

/** A service that nobody set up is no fault. */
export const statuses: Readonly<Record<ServiceHealth['status'], Finding['status']>> = {
  ok: 'pass',
  not_configured: 'note',
  degraded: 'fail',
  down: 'fail',
};

/** The first 100 bytes are the header: see "The Database Header" in the SQLite file format. */
function flawOf(path: string): string | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'missing' : 'it cannot be read';
  }
  try {
    const header = Buffer.alloc(100);
    const read = readSync(file, header, 0, 100, 0);
    const { size } = fstatSync(file);
    if (size === 0) return 'it is empty';
    if (read < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
      return 'it is no SQLite database, or damaged';
    // A page size of 65536 does not fit and is written as 1.
    const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
    return size % pageBytes === 0 ? null : 'it is cut short';
  } finally {
    closeSync(file);
  }
}
