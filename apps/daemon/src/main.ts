import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BackupProgram, CloudProgram, DaemonOptions, ReadyInfo } from '@videoexpress/host';
import { keepCompiled } from './process/keep-compiled.ts';

/** Runs the daemon in this process until it is told to stop; gives back the exit code. */
export async function runDaemon(
  options: DaemonOptions & { readonly onReady?: (info: ReadyInfo) => void },
): Promise<number> {
  const { runDaemonHere } = await import('./process/run-daemon.ts');
  return runDaemonHere(options, fileURLToPath(import.meta.url));
}

/** What this program can do with backups while no daemon runs. */
export async function backupProgram(): Promise<BackupProgram> {
  const { createBackupProgramOf } = await import('./backup/backup-program.ts');
  return createBackupProgramOf(fileURLToPath(import.meta.url));
}

/** What this program can do with a person's Supabase project. */
export async function cloudProgram(): Promise<CloudProgram> {
  const { createCloudProgramOf } = await import('./cloud/cloud-program.ts');
  return createCloudProgramOf(fileURLToPath(import.meta.url));
}

/**
 * The program: `serve [flags]` is the daemon, `child <task>` a child of it that does one piece of heavy work. Each loads
 * only its own half, because a child starts for every clip.
 */
async function main(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args;
  if (command === 'child') {
    const { serveChild } = await import('./process/serve-child.ts');
    serveChild(rest[0] ?? '');
    return;
  }
  const { parseDaemonArguments } = await import('@videoexpress/host');
  const options = command === 'serve' ? parseDaemonArguments(rest) : null;
  if (options === null) {
    process.stderr.write('Usage: serve [--port N] [--data-dir DIR] [--console-log pretty|json|none]\n');
    process.exitCode = 2;
    return;
  }
  process.exit(await runDaemon(options));
}

/** Whether Node was started with this file, rather than this file being imported by another. */
function isProgram(): boolean {
  const started = process.argv[1];
  if (started === undefined) return false;
  try {
    return realpathSync(started) === fileURLToPath(import.meta.url);
  } catch {
    return false;
  }
}

if (isProgram()) {
  keepCompiled(import.meta.url);
  await main(process.argv.slice(2));
}
