import type { Settings } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type OldFileKind, oldFileKinds, type OldFiles } from './old-files.ts';

const dayMs = 24 * 60 * 60_000;

/** The setting that says for how many days each kind is kept. */
const daysOf: Readonly<Record<OldFileKind, (settings: Settings) => number>> = {
  logs: ({ logDays }) => logDays,
  quarantine: ({ quarantineDays }) => quarantineDays,
  upgradeCopies: ({ upgradeCopyDays }) => upgradeCopyDays,
};

/** Removes the files that were kept as long as the person wants. A kind that fails keeps no other from going. */
export async function letGoOfFiles(deps: {
  readonly oldFiles: OldFiles;
  readonly settings: () => Settings;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  for (const kind of oldFileKinds) {
    try {
      const removed = await deps.oldFiles.remove(kind, deps.clock.now() - daysOf[kind](deps.settings()) * dayMs);
      if (removed.count > 0) deps.log.info({ kind, ...removed }, 'Old files were removed');
    } catch (err) {
      deps.log.warn({ err, kind }, 'Old files could not be removed yet');
    }
  }
}
