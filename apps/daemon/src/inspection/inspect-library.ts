import type { Children, Folders } from '@videoexpress/host';
import { databaseSightingSchema, inspectTaskName, type LibraryFiles } from '@videoexpress/job-schema';

/** Compares the library with its files; null where that could not be done. */
export type InspectLibrary = () => Promise<LibraryFiles | null>;

/** Does it in a child that reads beside the daemon. Those who ask at the same time get the same answer. */
export function createInspectLibrary(folders: Folders, children: Pick<Children, 'start'>): InspectLibrary {
  let underWay: Promise<LibraryFiles | null> | null = null;
  const look = async (): Promise<LibraryFiles | null> => {
    const input = { databaseFile: folders.databaseFile, dataFolder: folders.data, how: 'beside' };
    const end = await children.start(inspectTaskName, input, { niceness: 5, timeoutMs: 60_000 }).ended;
    const seen = databaseSightingSchema.safeParse(end.kind === 'done' ? end.result : null);
    return seen.success && seen.data.state === 'whole' ? seen.data.library : null;
  };
  return () => {
    underWay ??= look().finally(() => (underWay = null));
    return underWay;
  };
}
