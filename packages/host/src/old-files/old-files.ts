import { lstat, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Folders } from '../folders/folders.ts';
import { listLogFiles } from '../logging/rotating-file.ts';

type OldFileFolders = Pick<Folders, 'logs' | 'quarantine' | 'data' | 'databaseFile'>;

/** The files of a studio that go when they are old enough. */
export function createOldFiles(folders: OldFileFolders) {
  const lists: Readonly<Record<'logs' | 'quarantine' | 'upgradeCopies', () => Promise<readonly string[]>>> = {
    // The newest is being written.
    logs: async () => listLogFiles(folders.logs).slice(0, -1),
    quarantine: async () => (await namesIn(folders.quarantine)).map((name) => join(folders.quarantine, name)),
    // The newest is the way back from the last upgrade, however long ago that was.
    upgradeCopies: async () => (await upgradeCopies(folders)).slice(0, -1),
  };
  return {
    async remove(kind: keyof typeof lists, beforeMs: number): Promise<{ count: number; bytes: number }> {
      let [count, bytes] = [0, 0];
      for (const path of await lists[kind]()) {
        const found = await lstat(path).catch(() => null);
        if (found === null || !found.isFile() || found.mtimeMs >= beforeMs) continue;
        await rm(path, { force: true });
        count += 1;
        bytes += found.size;
      }
      return { count, bytes };
    },
  };
}

/** The copies from before upgrades, oldest version first. */
async function upgradeCopies({ data, databaseFile }: OldFileFolders): Promise<string[]> {
  const start = `${basename(databaseFile)}.before-v`;
  const version = (name: string): number => Number(/^(\d+)\.bak$/.exec(name.slice(start.length))?.[1] ?? Number.NaN);
  return (await namesIn(data))
    .filter((name) => name.startsWith(start) && !Number.isNaN(version(name)))
    .toSorted((a, b) => version(a) - version(b))
    .map((name) => join(data, name));
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
