import { join } from 'node:path';
import { readOrCreateWorkerToken } from '@videoexpress/host';
import { createOwnGpuEngine } from '@videoexpress/render-engines';
import {
  type ClipMaker,
  createClipMaker,
  LightWorker,
  type LightWorkerOptions,
} from '@videoexpress/render-engines/testing';
import type { Clock, RenderEngine } from '@videoexpress/studio';
import { createWorkerDoor, type WorkerDoor } from '../../worker-listener/worker-door.ts';
import { memoryLog } from '../memory-log.ts';

/** The engine of one's own GPU with its real listener on a free port, and workers without a GPU that come in by it. */
export interface DoorUnderTest {
  readonly door: WorkerDoor;
  readonly engine: RenderEngine;
  readonly log: ReturnType<typeof memoryLog>;
  readonly port: number;
  /** Where the worker protocol begins. */
  readonly workerUrl: string;
  readonly token: string;
  readonly tokenFile: string;
  startWorker(options?: Partial<LightWorkerOptions>): LightWorker;
  /** Ends the listener and the engine, and leaves the workers as they are. */
  close(): Promise<void>;
  /** The same, and the workers are killed first. */
  end(): Promise<void>;
}

const sharedClips: ClipMaker = createClipMaker();

/** Opens it over `folder`, on `port` or any free one. */
export async function openWorkerDoor(parts: {
  readonly folder: string;
  readonly clock: Clock;
  readonly port?: number;
}): Promise<DoorUnderTest> {
  const { folder, clock, port = 0 } = parts;
  const log = memoryLog();
  const tokenFile = join(folder, 'worker-token');
  const token = readOrCreateWorkerToken(tokenFile);
  if (!token.ok) throw new Error(token.error.detail);
  const door = createWorkerDoor({
    folders: { scratch: folder, workerTokenFile: tokenFile },
    options: { workerListen: `127.0.0.1:${port}` },
    clock,
    log,
    appVersion: '0.0.0-test',
    onToken: () => undefined,
  });
  const engine = createOwnGpuEngine(door.room);
  const opened = await door.open();
  if (!opened.ok) throw new Error(opened.error.message);
  const bound = Number(door.room.listener.address?.split(':').at(-1));
  const workerUrl = `http://127.0.0.1:${bound}/v2/own-gpu`;
  const workers: LightWorker[] = [];
  const close = async (): Promise<void> => {
    await Promise.all([engine.close(), door.close()]);
  };
  return {
    door,
    engine,
    log,
    port: bound,
    workerUrl,
    token: token.value,
    tokenFile,
    startWorker(options = {}) {
      const worker = new LightWorker({ workerUrl, workerKey: token.value, clock, makeClip: sharedClips, ...options });
      workers.push(worker);
      return worker;
    },
    close,
    async end() {
      await Promise.all(workers.map((worker) => worker.kill()));
      await close();
    },
  };
}
