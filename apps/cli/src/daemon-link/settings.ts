import { resolve } from 'node:path';
import { readConfig, type HostConfig } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Invocation } from '../arguments/option.ts';
import { parsePort } from '../arguments/values.ts';
import type { Outside } from '../cli.ts';
import { configFailure, type Failure } from '../failure.ts';

/** What a command was told, with the environment and the defaults: folders, port. */
export interface Settings extends HostConfig {
  /** The one folder named on the command line or by VIDEOEXPRESS_HOME, which a daemon is told too. */
  readonly dataDir: string | null;
  /** Whether the port was said on the command line. */
  readonly portGiven: boolean;
}

/** Reads them. A relative `--data-dir` counts from the folder that the person stands in. */
export function readSettings(outside: Outside, invocation: Invocation): Result<Settings, Failure> {
  const portText = invocation.value('port');
  const port = portText === null ? ok(null) : parsePort(portText);
  if (!port.ok) return port;
  const dataDirText = invocation.value('data-dir');
  const dataDir = dataDirText === null ? null : resolve(outside.cwd, dataDirText);
  const config = readConfig({
    machine: outside.machine,
    flags: { port: port.value, dataDir },
    cloneRoot: outside.cloneRoot,
  });
  if (!config.ok) return err(configFailure(config.error));
  return ok({ ...config.value, dataDir: config.value.folders.root, portGiven: port.value !== null });
}
