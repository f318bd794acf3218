import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Cli } from '../cli.ts';
import type { Failure } from '../failure.ts';

/** The worker's program as it lies beside this one. */
export interface WorkerSources {
  /** What Python has to find it by. */
  readonly pythonPath: string;
  /** Every package it needs, each at one version. */
  readonly lockFile: string;
  /** Of the list of packages: another list is another environment. */
  readonly lockHash: string;
  readonly version: string;
  /** Of what it says to the studio. */
  readonly schema: string;
}

/** Finds them: in the package, or in the clone that this runs from. */
export function findWorkerSources({
  starter,
  cloneRoot,
}: Pick<Cli, 'starter' | 'cloneRoot'>): Result<WorkerSources, Failure> {
  const folder = starter.programFiles().workerFolder;
  try {
    if (folder === null) throw new Error('the folder runpod-worker is not there');
    const lockFile = join(folder, 'requirements-own-gpu.lock.txt');
    const version = readFileSync(join(folder, 'src', 'vx_worker', 'version.py'), 'utf8');
    return ok({
      pythonPath: join(folder, 'src'),
      lockFile,
      lockHash: createHash('sha256').update(readFileSync(lockFile)).digest('hex').slice(0, 16),
      version: /^WORKER_VERSION = "([^"]+)"$/m.exec(version)?.[1] ?? 'unknown',
      schema: /^SCHEMA_VERSION\b.*= (\d+)$/m.exec(version)?.[1] ?? '',
    });
  } catch (cause) {
    return err({
      exitCode: exitCodes.error,
      code: 'worker_sources_missing',
      message: `The program of the worker is missing: ${cause instanceof Error ? cause.message : String(cause)}`,
      fix: cloneRoot === null ? 'Install VideoExpress again.' : 'Bring runpod-worker/ back: git checkout runpod-worker',
    });
  }
}
