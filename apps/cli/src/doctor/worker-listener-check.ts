import { plainText } from '@videoexpress/host';
import { linkTo } from '../daemon-link/link.ts';
import type { Check } from './check.ts';

const base = { id: 'worker_listener', label: 'Door for workers' } as const;
const patienceMs = 5000;

/**
 * Who can reach the listener for workers. It speaks plain HTTP, so on any address but loopback others on that network can
 * read what passes. Where it is off there is nothing to say, and where it could not be opened the engine's own light says so.
 */
export const workerListenerCheck: Check = async ({ sighting }) => {
  const daemon = await sighting;
  if (daemon.state !== 'running') return [];
  const listed = await linkTo(daemon).client.call('listWorkers', { signal: AbortSignal.timeout(patienceMs) });
  if (!listed.ok || listed.value.body.listener.state !== 'open') return [];
  const { address, beyondThisMachine } = listed.value.body.listener;
  const shown = plainText(address ?? '');
  if (!beyondThisMachine)
    return [{ ...base, status: 'pass', detail: `${shown}, which this machine alone can reach`, fix: null }];
  const port = shown.split(':').at(-1) ?? '8124';
  return [
    {
      ...base,
      status: 'fail',
      detail: `${shown} is open to the network without encryption: others there can read prompts, clips and the token`,
      fix:
        `Listen on this machine alone (videoexpress config set engines.own-gpu.listen 127.0.0.1:${port}, or the same behind ` +
        `--worker-listen), and bring workers in by a tunnel (ssh -N -L ${port}:127.0.0.1:${port} this-machine) or a TLS proxy`,
    },
  ];
};
