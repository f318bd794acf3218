import { dirname } from 'node:path';
import type { PortHolder } from '@videoexpress/host';
import { bytesText } from '../printer/amounts.ts';
import type { Check, Finding } from './check.ts';

const oldestNode = [22, 14] as const;
const leastFreeBytes = 1_000_000_000;
/** Before the first version of this program, so a clock that says so is wrong. */
const oldestNowMs = Date.parse('2026-01-01T00:00:00Z');
const newestNowMs = Date.parse('2100-01-01T00:00:00Z');

/** The Node that runs this is one that everything was tried with. */
export const nodeCheck: Check = async ({ probes }) => {
  const isGood = isNewEnough(probes.nodeVersion);
  const fix = isGood ? null : `Install Node ${oldestNode.join('.')} or newer from nodejs.org`;
  const detail = `Node ${probes.nodeVersion}${isGood ? '' : `; ${oldestNode.join('.')} or newer is needed`}`;
  return [{ id: 'node', label: 'Node', status: isGood ? 'pass' : 'fail', detail, fix }];
};

/** The shell's Node is the one that runs this; another one makes puzzling differences. */
export const nodesCheck: Check = async ({ probes }) => {
  const others = (await probes.nodesOnPath()).filter(({ version }) => version !== probes.nodeVersion);
  if (others.length === 0) return [];
  const list = others.map(({ path, version }) => `${version} at ${path}`).join(', ');
  const old = others.find(({ version }) => !isNewEnough(version));
  const fix = old === undefined ? null : `Put the folder of a newer Node before ${dirname(old.path)} in PATH`;
  const detail = `Other versions are in PATH: ${list}. This runs with ${probes.nodeVersion}`;
  return [{ id: 'other_nodes', label: 'Other Node versions', status: 'note', detail, fix }];
};

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
}

/** The port is free, or this studio's own. */
export const portCheck: Check = async ({ settings: { port }, sighting, probes }) => {
  const base = { id: 'port', label: 'Port' } as const;
  const daemon = await sighting;
  if (daemon.state === 'running') {
    return [{ ...base, status: 'pass', detail: `${daemon.info.port}, held by this studio`, fix: null }];
  }
  const errors = await Promise.all(['127.0.0.1', '::1'].map((host) => probes.listenError(port, host)));
  if (errors.includes('EADDRINUSE')) return [taken(port, await probes.portHolder(port))];
  if (errors.includes('EACCES')) {
    const fix = 'Take a port from 1024 on: videoexpress start --port 8000';
    return [{ ...base, status: 'fail', detail: `${port} is reserved by the system`, fix }];
  }
  return [{ ...base, status: 'pass', detail: `${port} is free`, fix: null }];
};

function taken(port: number, holder: PortHolder | null): Finding {
  const who =
    holder === null
      ? 'a program that the system does not name, such as one of another user'
      : `${holder.name} (process ${holder.pid})`;
  const elsewhere = `videoexpress start --port ${port + 1}`;
  return {
    id: 'port',
    label: 'Port',
    status: 'fail',
    detail: `${port} is taken by ${who}`,
    fix: holder === null ? `Start on another: ${elsewhere}` : `End that program, or start on another: ${elsewhere}`,
  };
}

/** There is room for clips. */
export const diskCheck: Check = async ({ settings: { folders }, probes }) => {
  const free = await probes.freeBytes(folders.data);
  const base = { id: 'disk', label: 'Disk space' } as const;
  if (free === null)
    return [{ ...base, status: 'note', detail: 'The system does not say how much is free', fix: null }];
  if (free >= leastFreeBytes) return [{ ...base, status: 'pass', detail: `${bytesText(free)} free`, fix: null }];
  return [
    {
      ...base,
      status: 'fail',
      detail: `Only ${bytesText(free)} free`,
      fix: `Free some space on the disk of ${folders.data}: empty the trash, or move large files away`,
    },
  ];
};

/** `localhost` can be served over IPv6 too; a machine without it is fine. */
export const ipv6Check: Check = async ({ probes }) => {
  const base = { id: 'ipv6', label: 'IPv6 loopback', fix: null } as const;
  if ((await probes.listenError(0, '::1')) === null) return [{ ...base, status: 'pass', detail: 'There' }];
  return [
    { ...base, status: 'note', detail: 'This machine has none; the studio is served over IPv4 alone, which is fine' },
  ];
};

/** The wall clock: sessions, the trash and signed requests go by it. */
export const clockCheck: Check = async ({ probes }) => {
  const base = { id: 'clock', label: 'Clock' } as const;
  const nowMs = probes.now();
  const detail = new Date(nowMs).toISOString().slice(0, 16).replace('T', ' ').concat(' UTC');
  if (nowMs >= oldestNowMs && nowMs < newestNowMs) return [{ ...base, status: 'pass', detail, fix: null }];
  const fix = 'Set date and time of this machine, or let it take them from the network';
  return [{ ...base, status: 'fail', detail: `It is wrong: ${detail}`, fix }];
};
