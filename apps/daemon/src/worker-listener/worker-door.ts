import { type DaemonOptions, exitCodes, type Folders } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { OwnGpuRoom } from '@videoexpress/render-engines';
import type { Clock, Log } from '@videoexpress/studio';
import type { StartFailure } from '../process/start-failure.ts';
import { createWorkerListener } from './worker-listener.ts';

export interface WorkerDoorParts {
  readonly folders: Pick<Folders, 'scratch' | 'workerTokenFile'>;
  readonly options: Pick<DaemonOptions, 'workerListen'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly appVersion: string;
  readonly onToken: (value: string) => void;
}

/** How workers of one's own come in: the room of their engine, and the listener in front of it. */
export interface WorkerDoor {
  readonly room: OwnGpuRoom;
  /** Listens where the command line says; where it says nothing, wherever Settings do, now and whenever that changes. */
  open(): Promise<Result<null, StartFailure>>;
  close(): Promise<void>;
}

export function createWorkerDoor(parts: WorkerDoorParts): WorkerDoor {
  const { folders, options, clock, log, appVersion } = parts;
  const room = new OwnGpuRoom({ scratchFolder: folders.scratch, clock, log, appVersion });
  const listener = createWorkerListener({
    room,
    clock,
    log,
    tokenFile: folders.workerTokenFile,
    onToken: parts.onToken,
  });
  return {
    room,
    async open() {
      const named = options.workerListen ?? null;
      if (named === null) {
        room.onWish((address) => void listener.listenAt(address));
        return ok(null);
      }
      const opened = await listener.listenAt(named);
      if (opened.ok) return ok(null);
      const isTaken = opened.error.endsWith('is taken by another program.');
      return err({
        exitCode: isTaken ? exitCodes.portTaken : exitCodes.configurationInvalid,
        message: `--worker-listen: ${opened.error}`,
      });
    },
    close: () => listener.close(),
  };
}
