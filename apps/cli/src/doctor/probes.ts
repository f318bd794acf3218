import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { type FoundNode, type Machine, nodesOnPath, type PortHolder, portHolder } from '@videoexpress/host';

/** What `doctor` asks the machine. None of it changes anything. A test hands in a machine that is broken. */
export interface Probes {
  readonly nodeVersion: string;
  /** Wall time in milliseconds since 1970. */
  now(): number;
  /** Free bytes of the disk that holds a folder; null where the system does not say. */
  freeBytes(folder: string): Promise<number | null>;
  /** Whether this user may make files in a folder that is there. */
  mayWrite(folder: string): boolean;
  /** Why nothing can listen there; null where it can. */
  listenError(port: number, host: string): Promise<string | null>;
  portHolder(port: number): Promise<PortHolder | null>;
  nodesOnPath(): Promise<readonly FoundNode[]>;
}

export function machineProbes(machine: Machine): Probes {
  return {
    nodeVersion: process.versions.node,
    now: () => Date.now(),
    async freeBytes(folder) {
      const found = await statfs(nearestFolder(folder)).catch(() => null);
      return found === null ? null : found.bavail * found.bsize;
    },
    mayWrite(folder) {
      try {
        accessSync(folder, constants.W_OK | constants.X_OK);
        return true;
      } catch {
        return false;
      }
    },
    listenError,
    portHolder: (port) => portHolder(port),
    nodesOnPath: () => nodesOnPath(machine),
  };
}

/** The folder itself, or the nearest above it that is there. */
export function nearestFolder(path: string): string {
  let folder = path;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function listenError(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
