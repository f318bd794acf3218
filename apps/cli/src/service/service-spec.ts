import { join } from 'node:path';
import type { Installation, Machine } from '@videoexpress/host';
import type { Settings } from '../daemon-link/settings.ts';

/** What a service manager is told to run, and with what around it. */
export interface ServiceSpec {
  /** Program and arguments; both paths are absolute. */
  readonly command: readonly [program: string, ...args: string[]];
  /** Variables that decide where the studio lies; everything else stays in the person's shell. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where what it prints goes, for managers without a journal of their own. */
  readonly logFile: string;
}

/** These decide the folders on Linux, and a service manager does not know what a shell sets. */
const folderVariables = ['XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CONFIG_HOME'] as const;

/** The service for the studio that these settings name. */
export function serviceSpec(settings: Settings, installation: Installation, machine: Machine): ServiceSpec {
  const args = [installation.launcher, 'start', '--no-open', '--port', String(settings.port)];
  if (settings.dataDir !== null) args.push('--data-dir', settings.dataDir);
  const set = folderVariables.flatMap((name) => {
    const value = machine.env[name];
    return value === undefined || value === '' || settings.dataDir !== null ? [] : [[name, value]];
  });
  return {
    command: [installation.node, ...args],
    environment: Object.fromEntries(set),
    logFile: join(settings.folders.logs, 'service.log'),
  };
}
