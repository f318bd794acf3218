import { createServer } from 'node:net';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findWideModes, portHolder, probeWritable, describeFolderError } from '@videoexpress/host';
import { bytesText } from '../printer/amounts.ts';
import type { Check, Finding } from './check.ts';

const oldestNode = [22, 14] as const;
const leastFreeBytes = 1_000_000_000;

/** The Node that runs this is one that everything was tried with. */
export const nodeCheck: Check = async () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isOldest = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const detail = `Node ${process.versions.node}`;
  const fix = isOldest ? null : `Install Node ${oldestNode.join('.')} or newer from nodejs.org`;
  return [{ id: 'node', label: 'Node', status: isOldest ? 'pass' : 'fail', detail, fix }];
};

/** Every folder is there and takes files, or can be made. */
export const foldersCheck: Check = async ({ settings: { folders } }) => {
  const findings: Finding[] = [];
  for (const [name, path] of [
    ['data', folders.data],
    ['state', folders.state],
  ] as const) {
    const nearest = nearestFolder(path);
    const probed = probeWritable(nearest);
    const there = nearest === path;
    findings.push({
      id: `folder_${name}`,
      label: `Folder for ${name}`,
      status: probed.ok ? 'pass' : 'fail',
      detail: probed.ok ? `${path}${there ? '' : ' (made at the first start)'}` : describeFolderError(probed.error),
      fix: probed.ok ? null : 'Make it writable for this user, or choose another folder with --data-dir',
    });
  }
  return findings;
};

/** Nobody else on the machine can open the studio's files, or a `.env` that was read. */
export const modesCheck: Check = async ({ outside, settings }) => {
  const wide = await findWideModes(settings.folders, settings.envFiles, outside.machine.platform);
  if (wide.length === 0) {
    return [
      { id: 'file_modes', label: 'File modes', status: 'pass', detail: 'Only this user can open the files', fix: null },
    ];
  }
  const [first] = wide;
  const more = wide.length === 1 ? '' : ` and ${wide.length - 1} more`;
  return [
    {
      id: 'file_modes',
      label: 'File modes',
      status: 'fail',
      detail: `Others can open ${first?.path} (mode ${first?.mode})${more}`,
      fix: wide
        .slice(0, 5)
        .map(({ path, allowed }) => `chmod ${allowed} '${path}'`)
        .join('; '),
    },
  ];
};

/** The port is free, or this studio's own. */
export const portCheck: Check = async ({ settings: { port }, sighting }) => {
  const base = { id: 'port', label: 'Port' } as const;
  if (sighting.state === 'running') {
    return [{ ...base, status: 'pass', detail: `${sighting.info.port}, held by this studio`, fix: null }];
  }
  const taken = await Promise.all(['127.0.0.1', '::1'].map((host) => isTaken(port, host)));
  if (!taken.includes(true)) return [{ ...base, status: 'pass', detail: `${port} is free`, fix: null }];
  const holder = await portHolder(port);
  const who = holder === null ? 'another program' : `${holder.name} (process ${holder.pid})`;
  return [
    {
      ...base,
      status: 'fail',
      detail: `${port} is taken by ${who}`,
      fix: 'End that program, or start with another --port',
    },
  ];
};

/** There is room for clips. */
export const diskCheck: Check = async ({ settings: { folders } }) => {
  const found = await statfs(nearestFolder(folders.data)).catch(() => null);
  const base = { id: 'disk', label: 'Disk space' } as const;
  if (found === null)
    return [{ ...base, status: 'note', detail: 'The system does not say how much is free', fix: null }];
  const free = found.bavail * found.bsize;
  if (free >= leastFreeBytes) return [{ ...base, status: 'pass', detail: `${bytesText(free)} free`, fix: null }];
  return [
    {
      ...base,
      status: 'fail',
      detail: `Only ${bytesText(free)} free`,
      fix: `Free some space on the disk of ${folders.data}`,
    },
  ];
};

/** `localhost` can be served over IPv6 too; a machine without it is fine. */
export const ipv6Check: Check = async () => {
  const base = { id: 'ipv6', label: 'IPv6 loopback', fix: null } as const;
  const error = await listenError(0, '::1');
  if (error === null) return [{ ...base, status: 'pass', detail: 'There' }];
  return [
    { ...base, status: 'note', detail: 'This machine has none; the studio is served over IPv4 alone, which is fine' },
  ];
};

async function isTaken(port: number, host: string): Promise<boolean> {
  return (await listenError(port, host)) === 'EADDRINUSE';
}

function listenError(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

function nearestFolder(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
