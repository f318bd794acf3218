import type { AssetId } from '@videoexpress/job-schema';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AssetStore, Purged } from './asset-store.ts';
import type { ClipFiles } from './clip-files.ts';
import { createLeftovers } from './leftovers.ts';
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
  /** Everything that lies there when it is asked for, but what an unended job needs. */
  empty(): Promise<{ readonly count: number; readonly bytes: number }>;
  /** Lets go of what was kept long enough. To be called now and then, with a wall clock that can be believed. */
  letGo(): Promise<void>;
  /** Removes the files that are left of what is gone. To be called at the start and now and then. */
  removeLeftovers(): Promise<void>;
  /** Removes no file until the returned function is called. */
  holdFiles(): () => void;
}

/** @param deps.trashDays how many days something stays in the trash, as it is set at that moment */
export function createTrashKeeper(deps: {
  readonly assets: AssetStore;
  readonly projects: ProjectStore;
  readonly files: ClipFiles;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: Pick<AuditLog, 'note'>;
  readonly trashDays: () => number;
  /** Rows are gone, and perhaps some of them had objects in the object storage. */
  readonly onPurged: () => void;
  /** Aborted when the daemon stops. */
  readonly stop: AbortSignal;
}): TrashKeeper {
  const { assets, projects, clock, log, stop } = deps;

  const leftovers = createLeftovers(deps);

  async function purgeTrashedBefore(beforeMs: number): Promise<number> {
    let count = 0;
    while (!stop.aborted) {
      const purged = await assets.purge(await assets.trashed(beforeMs, rowsAtOnce), clock.now());
      if (purged.count === 0) break;
      count += purged.count;
    }
    return count;
  }

  return {
    holdFiles: () => leftovers.hold(),
    purgesAtMs: (deletedAtMs) => deletedAtMs + deps.trashDays() * dayMs,
    async purge(ids) {
      const purged = await assets.purge(ids, clock.now());
      deps.onPurged();
      await leftovers.remove();
      return purged;
    },
    async empty() {
      // Named now: what goes into the trash from here on was not meant.
      const ids = await assets.inTrash();
      let [count, bytes] = [0, 0];
      for (let start = 0; start < ids.length && !stop.aborted; start += rowsAtOnce) {
        const purged = await assets.purge(ids.slice(start, start + rowsAtOnce), clock.now());
        count += purged.count;
        bytes += purged.bytes;
      }
      deps.onPurged();
      await leftovers.remove();
      return { count, bytes };
    },
    removeLeftovers: () => leftovers.removeAgain(),
    async letGo() {
      const beforeMs = clock.now() - deps.trashDays() * dayMs;
      const count = await purgeTrashedBefore(beforeMs);
      deps.onPurged();
      await leftovers.removeAgain();
      if (count > 0) {
        log.info({ count }, 'The trash let go of what was in it long enough');
        const detail = `${count} ${count === 1 ? 'file' : 'files'} that lay in the trash for long enough`;
        await deps.audit.note({ action: 'asset_purged', actor: 'studio', detail });
      }
      while (!stop.aborted && (await projects.purge(beforeMs, clock.now())));
    },
  };
}
