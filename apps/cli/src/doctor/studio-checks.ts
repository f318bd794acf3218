import { plainText } from '@videoexpress/host';
import type { ServiceHealth } from '@videoexpress/job-schema';
import type { Check, Finding } from './check.ts';

/** Whether the daemon runs; that it does not is no fault. */
export const daemonCheck: Check = async ({ sighting, outside, settings: { folders } }) => {
  const base = { id: 'daemon', label: 'Daemon' } as const;
  const seen = await sighting;
  switch (seen.state) {
    case 'running':
      return [
        {
          ...base,
          status: 'pass',
          detail: `Runs at ${seen.info.url}, version ${seen.info.version}`,
          fix: null,
        },
        ...(seen.info.version === outside.version ? [] : [otherVersion(seen.info.version, outside.version)]),
      ];
    case 'stale':
      return [
        {
          ...base,
          status: 'note',
          detail: `Not running; the last run ended without a word and left ${folders.runtimeFile}`,
          fix: 'The next start takes up what was open: videoexpress start',
        },
      ];
    case 'none':
      return [
        {
          ...base,
          status: 'note',
          detail: 'Not running; services are checked only while it runs',
          fix: 'videoexpress start',
        },
      ];
    case 'not_answering': {
      const detail = `Process ${seen.pids.join(', ')} holds the data folder and does not answer`;
      return [{ ...base, status: 'fail', detail, fix: 'videoexpress stop' }];
    }
  }
};

function otherVersion(running: string, here: string): Finding {
  return {
    id: 'other_version',
    label: 'Version',
    status: 'note',
    detail: `The daemon is version ${running}, this command ${here}`,
    fix: 'Restart the studio with this one: videoexpress restart',
  };
}

/** Those have a line of their own: the store of keys, which also looks at its files, and the bucket, which is tried out. */
const ownChecks = new Set(['secrets', 'r2']);

/** Every service by the daemon's own word: database, media tools, engines. */
export const servicesCheck: Check = async ({ sighting }) => {
  const daemon = await sighting;
  if (daemon.state !== 'running') return [];
  const services = daemon.health.services.filter(({ id }) => !ownChecks.has(id));
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
