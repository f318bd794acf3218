import { startTestDaemon, type TestDaemon } from '../../support/daemon.ts';
import { test as base } from '../../support/library-test.ts';
import { type GpuRoom, startGpuRoom } from './gpu-room.ts';

interface GpuFixtures {
  /** Nothing is held, no fault waits, and every worker may work, whatever the test before did. */
  readonly openRoom: void;
}

interface GpuWorkerFixtures {
  readonly room: GpuRoom;
  readonly daemon: TestDaemon;
}

/** Tests of renders on RunPod: the library is empty at the start of each, and so are the queue and the bucket. */
export const test = base.extend<GpuFixtures, GpuWorkerFixtures>({
  room: [
    async ({ browserName: _ }, provide) => {
      const room = await startGpuRoom();
      await provide(room);
      await room.close();
    },
    // Torch is read from the disk, once.
    { scope: 'worker', timeout: 120_000 },
  ],
  daemon: [
    async ({ room }, provide) => {
      const daemon = await startTestDaemon(room.variables);
      await provide(daemon);
      await daemon.remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  openRoom: [
    async ({ room, emptyLibrary: _ }, provide) => {
      await room.hold(null);
      await room.runpod.control({ command: 'clear_faults' });
      await room.runpod.control({ command: 'set_network', state: 'up' });
      await room.runpod.control({ command: 'set_capacity', capacity: { mode: 'open' } });
      await base.expect.poll(() => room.storage.keys().filter((key) => /\.(mp4|webp)$/.test(key))).toEqual([]);
      // What bars a submission that may still come stays for days.
      for (const key of room.storage.keys().filter((each) => each.startsWith('renders/'))) room.storage.remove(key);
      await provide();
    },
    { auto: true },
  ],
});

export { expect } from '../../support/studio-test.ts';
