import { isAbsolute } from 'node:path';
import { parseArgs } from 'node:util';
import type { Queue } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { Folders } from '../folders/folders.ts';
import type { ConsoleLog } from '../logging/create-logger.ts';

/** What a daemon says once it listens and its database is migrated. */
export interface ReadyInfo {
  readonly url: string;
  readonly port: number;
  readonly version: string;
  readonly folders: Folders;
  readonly queueCounts: Queue['counts'];
}

/** How a daemon is to run. */
export interface DaemonOptions {
  /** 0: any free port. */
  readonly port: number;
  /** The one folder of the studio, absolute; null for the platform's own folders. */
  readonly dataDir: string | null;
  /** Another address than loopback. */
  readonly host: string | null;
  /** The person said that they know what `host` means. */
  readonly exposed: boolean;
  /** It runs the jobs of one command and nothing else of the queue. */
  readonly solo: boolean;
  readonly consoleLog: ConsoleLog;
  /** Origin of the development server that may call, null outside development. */
  readonly devOrigin: string | null;
  /** Where workers of one's own come in, as HOST:PORT; left out or null, what Settings say. */
  readonly workerListen?: string | null;
}

/** The arguments that tell the daemon's `serve` how to run. */
export function daemonArguments(options: DaemonOptions): string[] {
  const args = ['--port', String(options.port), '--console-log', options.consoleLog];
  if (options.dataDir !== null) args.push('--data-dir', options.dataDir);
  if (options.host !== null) args.push('--host', options.host);
  if (options.exposed) args.push('--i-know-this-is-exposed');
  if (options.solo) args.push('--solo');
  if (options.devOrigin !== null) args.push('--dev-origin', options.devOrigin);
  if (options.workerListen !== undefined && options.workerListen !== null)
    args.push('--worker-listen', options.workerListen);
  return args;
}

const portSchema = z.coerce.number().int().min(0).max(65_535);
const consoleLogSchema = z.enum(['pretty', 'json', 'none']);

/** Reads what `daemonArguments` wrote, or a developer by hand. Null: it cannot be understood. */
export function parseDaemonArguments(args: readonly string[]): DaemonOptions | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '8000' },
        'data-dir': { type: 'string' },
        host: { type: 'string' },
        'i-know-this-is-exposed': { type: 'boolean', default: false },
        solo: { type: 'boolean', default: false },
        'console-log': { type: 'string', default: 'pretty' },
        'dev-origin': { type: 'string' },
        'worker-listen': { type: 'string' },
      },
    });
    const dataDir = values['data-dir'] ?? null;
    if (dataDir !== null && !isAbsolute(dataDir)) return null;
    return {
      port: portSchema.parse(values.port),
      dataDir,
      host: values.host ?? null,
      exposed: values['i-know-this-is-exposed'],
      solo: values.solo,
      consoleLog: consoleLogSchema.parse(values['console-log']),
      devOrigin: values['dev-origin'] ?? null,
      workerListen: values['worker-listen'] ?? null,
    };
  } catch {
    return null;
  }
}
