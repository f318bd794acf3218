import os from 'node:os';
import { createFolderSizes, describeVariables, type HostConfig } from '@videoexpress/host';
import type { About } from '@videoexpress/job-schema';
import type { Clock } from '@videoexpress/studio';

const systemNames: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS, Darwin', win32: 'Windows' };

/** What this run of the studio is made of. Folders are measured when somebody asks, beside everything else. */
export function createAbout(parts: {
  config: HostConfig;
  port: number;
  version: string;
  /** ISO 8601 in UTC. */
  startedAt: string;
  sqlite: string;
  clock: Clock;
}): () => About {
  const { config, clock, ...rest } = parts;
  const sizes = createFolderSizes(config.folders, { monotonicMs: () => clock.monotonic() });
  const platform = `${systemNames[process.platform] ?? process.platform} ${os.release()}, ${process.arch}`;
  return () => ({
    ...rest,
    node: process.versions.node,
    platform,
    folders: [...sizes.read()],
    outside: [...describeVariables(config.variables)],
  });
}
