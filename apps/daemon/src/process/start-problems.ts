import { exitCodes, findRunningDaemon, type HostConfig, portHolder, type SecretFileError } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { type DaemonLock, takeDaemonLock } from '@videoexpress/local-store';
import type { StartFailure } from './start-failure.ts';

/** A secret file of the studio's own that cannot be used. */
export function secretFailure({ path, detail }: SecretFileError): StartFailure {
  const wayOut = 'Check who owns that folder, and whether its disk is full.';
  return { exitCode: exitCodes.error, message: `${path} can be neither read nor made (${detail}). ${wayOut}` };
}

/** Takes the data folder for this daemon, or says who has it. */
export async function lockFolder(config: HostConfig): Promise<Result<DaemonLock, StartFailure>> {
  const { folders } = config;
  try {
    const lock = takeDaemonLock(folders.lockFile);
    if (lock !== null) return ok(lock);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return err({ exitCode: exitCodes.error, message: `${folders.lockFile} cannot be locked: ${detail}` });
  }
  const sighting = await findRunningDaemon(folders);
  if (sighting.state === 'running') {
    return err({ exitCode: exitCodes.done, message: `Already running at ${sighting.info.url}` });
  }
  const message = `The data folder ${folders.data} is in use by a daemon that does not answer. Run “videoexpress stop”, then start again.`;
  return err({ exitCode: exitCodes.lockedByAnother, message });
}

/** Who holds the port, where that can be found out. */
export async function portTaken(port: number): Promise<string> {
  const holder = await portHolder(port);
  const who = holder === null ? 'another program' : `${holder.name} (process ${holder.pid})`;
  return `Port ${port} is taken by ${who}. Close it, or start with --port ${port + 1}.`;
}
