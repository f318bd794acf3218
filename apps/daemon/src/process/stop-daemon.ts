import type { HostLog } from '@videoexpress/host';
import type { DaemonLock } from '@videoexpress/local-store';
import type { CrashReports } from '@videoexpress/studio';
import type { Composed } from '../compose.ts';
import type { Loopback } from '../http/listen/listen-on-loopback.ts';
import type { WorkerDoor } from '../worker-listener/worker-door.ts';
import { reportWithinMs } from './last-words.ts';

export interface StopParts {
  readonly app: { closeStreams(): void };
  readonly listening: Loopback;
  readonly door: Pick<WorkerDoor, 'close'>;
  readonly composed: Composed;
  readonly crashReports: Pick<CrashReports, 'close'>;
  readonly lock: DaemonLock;
  readonly log: HostLog;
  readonly end: () => void;
  readonly killChildren: () => Promise<void>;
}

/** The way back: no new requests, work put down, children gone, the database closed; the lock goes last. */
export async function stopDaemon(parts: StopParts): Promise<void> {
  parts.app.closeStreams();
  const answered = Promise.all([parts.listening.close(), parts.door.close()]).then(() => undefined);
  await parts.composed.close(answered);
  await parts.killChildren();
  await parts.crashReports.close(reportWithinMs);
  parts.end();
  parts.lock.release();
  parts.log.info({}, 'Stopped');
  parts.log.close();
}
