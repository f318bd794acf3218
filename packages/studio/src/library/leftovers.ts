import type { Log } from '../log.ts';
import type { AssetStore } from './asset-store.ts';
import type { ClipFiles } from './clip-files.ts';

/** Files that are looked at before those that went are forgotten. */
const filesAtOnce = 200;

/** Removes the files of what is gone for good. */
export interface Leftovers {
  /** All but those that could not go before. */
  remove(): Promise<void>;
  /** Those that could not go before, too. */
  removeAgain(): Promise<void>;
  /** Removes nothing until the returned function is called; more than one may hold at a time. */
  hold(): () => void;
}

/**
 * A file that a program holds open cannot go on some systems. It stays listed, keeps none behind it from going, and is told of
 * in the log the first time only.
 *
 * @param deps.stop aborted when the daemon stops
 */
export function createLeftovers(deps: {
  readonly assets: Pick<AssetStore, 'leftovers' | 'forgetLeftovers'>;
  readonly files: Pick<ClipFiles, 'remove'>;
  readonly log: Log;
  readonly stop: AbortSignal;
}): Leftovers {
  const { assets, files, log, stop } = deps;
  const stuck = new Set<string>();
  const holders = new Set<symbol>();

  /** Goes once from the first to the last. */
  async function walk(isTried: (path: string) => boolean): Promise<void> {
    const newlyStuck: { readonly path: string; readonly err: unknown }[] = [];
    let after: string | null = null;
    while (!stop.aborted && holders.size === 0) {
      const paths: readonly string[] = await assets.leftovers(filesAtOnce, after);
      const gone: string[] = [];
      for (const path of paths.filter(isTried)) {
        if (holders.size > 0) break;
        try {
          await files.remove(path);
          stuck.delete(path);
          gone.push(path);
        } catch (err) {
          if (!stuck.has(path)) newlyStuck.push({ path, err });
          stuck.add(path);
        }
      }
      if (gone.length > 0) await assets.forgetLeftovers(gone);
      after = paths.at(-1) ?? null;
      if (paths.length < filesAtOnce) break;
    }
    const [first] = newlyStuck;
    if (first !== undefined)
      log.warn({ ...first, count: newlyStuck.length }, 'Files from the trash could not be removed yet');
  }

  return {
    remove: () => walk((path) => !stuck.has(path)),
    removeAgain: () => walk(() => true),
    hold() {
      const holder = Symbol('holder');
      holders.add(holder);
      return () => {
        if (!holders.delete(holder) || holders.size > 0) return;
        // What waited goes now; what cannot is tried again within the hour.
        walk((path) => !stuck.has(path)).catch((err: unknown) => log.warn({ err }, 'Files are removed later'));
      };
    },
  };
}
