import { networkInterfaces } from 'node:os';
import { type DaemonOptions, exitCodes } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { exposedAddresses } from './exposed-addresses.ts';
import type { StartFailure } from './start-failure.ts';

const loopbackNames = ['localhost', '127.0.0.1', '::1'];

/** Where to listen beside loopback: nowhere, unless the person named an address and said what they know. */
export function addressesBeside({ host, exposed }: DaemonOptions): Result<readonly string[], StartFailure> {
  if (host === null || loopbackNames.includes(host)) return ok([]);
  const { configurationInvalid: exitCode } = exitCodes;
  if (!exposed) {
    const message = `--host ${host} opens the studio, with all it can do and spend, to everyone on that network, without encryption. Leave it out and use an SSH tunnel; or add --i-know-this-is-exposed.`;
    return err({ exitCode, message });
  }
  const addresses = exposedAddresses(host, networkInterfaces());
  if (addresses === null) {
    return err({
      exitCode,
      message: `--host ${host} is not an address of this machine. Name one that is, or 0.0.0.0 for all of them.`,
    });
  }
  return ok(addresses);
}
