import { clipFileName } from '../library/clip-name.ts';
import type { JobsContext } from './jobs-context.ts';
import type { Work } from './job-store.ts';

export interface KeepAside {
  /** Keeps the file at `path` aside. False where it cannot be put anywhere just now; it is where it was. */
  readonly quarantine: (work: Work, path: string) => Promise<boolean>;
  /**
   * A clip that nothing speaks against, but that cannot enter the library: it is not taken away with its attempt. False
   * where it cannot be put anywhere just now; then the job waits with it.
   */
  readonly keepAside: (work: Work) => Promise<boolean>;
}

/** Puts clips that cannot enter the library where a person can look at them. */
export function createKeepAside({ files, log, holds }: Pick<JobsContext, 'files' | 'log' | 'holds'>): KeepAside {
  async function quarantine({ attempt }: Work, path: string): Promise<boolean> {
    const moved = await files.quarantine(path, `${attempt.id}.mp4`);
    if (moved.ok) return true;
    log.error({ attemptId: attempt.id, ...moved.error }, 'A clip could not be kept aside; trying again');
    if (moved.error.code === 'disk_full') holds.put('disk_full');
    return false;
  }

  return {
    quarantine,
    async keepAside(work) {
      const { attempt, record } = work;
      const name = clipFileName(record.job, attempt.assetId);
      const finalPath = files.clipPath(name.month, name.fileName);
      const path = (await files.exists(finalPath)) ? finalPath : files.downloadPath(attempt.id);
      return !(await files.exists(path)) || quarantine(work, path);
    },
  };
}
