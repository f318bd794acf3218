import type { StudioFolder } from '@videoexpress/job-schema';
import type { Folders } from './folders.ts';
import { folderSize } from './folder-size.ts';
import { studioFolders } from './studio-folders.ts';

/** A walk is not worth more often than this. */
const freshForMs = 30_000;
/** A library beyond this many files is not walked to its end: its sizes stay unknown. */
const mostEntries = 500_000;

export interface FolderSizes {
  /** The folders with their sizes as last measured, null where that was never. Begins a new round when that is a while ago. */
  read(): readonly StudioFolder[];
  /** Waits for a round that is under way. */
  settled(): Promise<void>;
}

/** Measures the studio's folders beside everything else, when somebody looks, and remembers what it found. */
export function createFolderSizes(
  folders: Folders,
  options: { readonly monotonicMs: () => number; readonly mostEntries?: number },
): FolderSizes {
  const list = studioFolders(folders);
  let sizes: ReadonlyMap<string, number | null> = new Map();
  let measuredAtMs: number | null = null;
  let underWay: Promise<void> | null = null;

  async function round(): Promise<void> {
    const found = new Map<string, number | null>();
    const budget = { entriesLeft: options.mostEntries ?? mostEntries };
    // The longest path first, so that a folder within another is walked once.
    for (const { path } of list.toSorted((a, b) => b.path.length - a.path.length)) {
      found.set(path, await folderSize(path, budget, found));
    }
    sizes = found;
    measuredAtMs = options.monotonicMs();
    underWay = null;
  }

  return {
    read() {
      const isFresh = measuredAtMs !== null && options.monotonicMs() - measuredAtMs < freshForMs;
      if (!isFresh) underWay ??= round();
      return list.map((folder) => ({ ...folder, bytes: sizes.get(folder.path) ?? null }));
    },
    settled: () => underWay ?? Promise.resolve(),
  };
}
