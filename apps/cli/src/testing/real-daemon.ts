import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureFolders, type Folders } from '@videoexpress/host';
import { createDaemonStarter, type DaemonStarter } from '../daemon-link/daemon-starter.ts';
import { findSettledDaemon, linkTo, type DaemonLink } from '../daemon-link/link.ts';
import { stopDaemon } from '../daemon-link/stop-daemon.ts';
import type { TestCli } from './test-cli.ts';

/** The daemon's own program, from its sources. */
export const realStarter: DaemonStarter = createDaemonStarter(
  pathToFileURL(join(import.meta.dirname, '..', '..', '..', 'daemon', 'src', 'main.ts')),
);

/**
 * Starts the real daemon over the folders of a test's studio, on a free port, and waits until it answers.
 *
 * @param workerListen where it lets workers in; left out, nowhere
 */
export async function startRealDaemon(cli: TestCli, folders: Folders, workerListen?: string): Promise<DaemonLink> {
  const made = ensureFolders(folders);
  if (!made.ok) throw new Error(made.error.detail);
  const options = { port: 0, solo: false, host: null, exposed: false, consoleLog: 'none', devOrigin: null } as const;
  const daemon = realStarter.spawnDetached(
    { ...options, dataDir: folders.root, workerListen: workerListen ?? null },
    folders,
  );
  let code: number | null | undefined;
  void daemon.exited.then((ended) => (code = ended));
  while (code === undefined) {
    const sighting = await findSettledDaemon(cli.outside.clock, folders, 30_000);
    if (sighting.state === 'running') return linkTo(sighting);
  }
  throw new Error(`The daemon left with ${code}`);
}

/** Stops it, when it runs. */
export async function stopRealDaemon(cli: TestCli, folders: Folders): Promise<void> {
  await stopDaemon(cli.outside.clock, folders);
}
