import type { Children, Folders } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { OpenError } from '@videoexpress/local-store';
import { type Clock, isoTime, type Log } from '@videoexpress/studio';
import { type MadeBackup, makeBackup } from './make-backup.ts';

/** Why a running studio makes no backup at this moment. */
export type NoBackup = OpenError | { readonly code: 'under_way'; readonly detail: string };

export interface BackupWish {
  readonly media: boolean;
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** Makes the backups of a running studio, one at a time. */
export type OpenBackupStream = (wish: BackupWish) => Promise<Result<MadeBackup, NoBackup>>;

export interface ServeBackupsDeps {
  readonly folders: Folders;
  readonly children: Pick<Children, 'start'>;
  readonly appVersion: string;
  readonly clock: Clock;
  readonly log: Log;
  /** The names of the secrets that are set now. */
  readonly secretsNotHeld: () => Promise<readonly string[]> | readonly string[];
  /** Keeps every file of the library where it is until the returned function is called. */
  readonly holdFiles: () => () => void;
}

export function createBackups(deps: ServeBackupsDeps): OpenBackupStream {
  const { folders, children, appVersion, clock, log } = deps;
  let isBusy = false;
  return async ({ media, signal }) => {
    if (isBusy) return err({ code: 'under_way', detail: 'A backup is being made already. Wait until it is done.' });
    isBusy = true;
    // Before the database is copied: what it names stays until it was read.
    const letFilesGo = deps.holdFiles();
    const end = (): void => {
      isBusy = false;
      letFilesGo();
    };
    try {
      const made = await makeBackup({
        folders,
        children,
        appVersion,
        media,
        signal,
        madeAt: isoTime(clock.now()),
        secretsNotHeld: await deps.secretsNotHeld(),
      });
      if (!made.ok) {
        log.warn({ code: made.error.code, detail: made.error.detail }, 'No backup could be made');
        end();
        return made;
      }
      const { stream, discard } = made.value;
      return ok({
        stream,
        discard: async () => {
          await discard();
          end();
        },
      });
    } catch (cause) {
      end();
      throw cause;
    }
  };
}
