import type { AssetId } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AssetStore, Purged } from './asset-store.ts';
import type { ClipFiles } from './clip-files.ts';
import type { ProjectStore } from './project-store.ts';

const dayMs = 24 * 60 * 60_000;
/** Rows that go in one transaction: others get their turn in between. */
const rowsAtOnce = 200;

/** Keeps what is deleted for some days, then lets go of it. */
export interface TrashKeeper {
  /** When something deleted at this moment goes for good, as wall time in milliseconds. */
  purgesAtMs(deletedAtMs: number): number;
  /** Takes assets out of the trash for good, row first: what a kill leaves of their files is removed at the next start. */
  purge(ids: readonly AssetId[]): Promise<Purged>;
  /** Everything but what an unended job needs. */
  empty(): Promise<{ readonly count: number; readonly bytes: number }>;
  /** Lets go of what was kept long enough, and removes the files that are left. To be called at the start and now and then. */
  lookThrough(): Promise<void>;
}

/** @param deps.trashDays how many days something stays in the trash, as it is set at that moment */
export function createTrashKeeper(deps: {
  readonly assets: AssetStore;
  readonly projects: ProjectStore;
  readonly files: ClipFiles;
  readonly clock: Clock;
  readonly log: Log;
  readonly trashDays: () => number;
  /** Aborted when the daemon stops. */
  readonly stop: AbortSignal;
}): TrashKeeper {
  const { assets, projects, files, clock, log, stop } = deps;

  async function removeLeftovers(): Promise<void> {
    for (;;) {
      const paths = await assets.leftovers(rowsAtOnce);
      let gone = 0;
      for (const path of paths) if (await removeLeftover(path)) gone += 1;
      if (gone === 0 || stop.aborted) return;
    }
  }

  /** A file that a program holds open cannot go on some systems; it stays listed and is tried again later. */
  async function removeLeftover(path: string): Promise<boolean> {
    try {
      await files.remove(path);
    } catch (cause) {
      log.warn({ err: cause, path }, 'A file from the trash could not be removed yet');
      return false;
    }
    await assets.forgetLeftover(path);
    return true;
  }

  async function purgeTrashedBefore(beforeMs: number): Promise<{ count: number; bytes: number }> {
    let count = 0;
    let bytes = 0;
    while (!stop.aborted) {
      const purged = await assets.purge(await assets.trashed(beforeMs, rowsAtOnce), clock.now());
      if (purged.count === 0) break;
      count += purged.count;
      bytes += purged.bytes;
    }
    await removeLeftovers();
    return { count, bytes };
  }

  return {
    purgesAtMs: (deletedAtMs) => deletedAtMs + deps.trashDays() * dayMs,
    async purge(ids) {
      const purged = await assets.purge(ids, clock.now());
      await removeLeftovers();
      return purged;
    },
    // Whatever was put there up to this very moment.
    empty: () => purgeTrashedBefore(Number.MAX_SAFE_INTEGER),
    async lookThrough() {
      const beforeMs = clock.now() - deps.trashDays() * dayMs;
      const { count } = await purgeTrashedBefore(beforeMs);
      if (count > 0) log.info({ count }, 'The trash let go of what was in it long enough');
      while (!stop.aborted && (await projects.purge(beforeMs, clock.now())));
    },
  };
}
