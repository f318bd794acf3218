import { systemClock } from '@videoexpress/host';
import { engineConformance, type EngineUnderTest } from '@videoexpress/render-engines/testing';
import { afterEach } from 'vitest';
import { type DoorUnderTest, openWorkerDoor } from '../testing/own-gpu/worker-door-under-test.ts';

const numbers = {
  model: 'wan2.1-t2v-1.3b',
  preset: 'balanced',
  negative_prompt: '',
  width: 64,
  height: 64,
  num_frames: 9,
  fps: 8,
  guidance_scale: 5,
  flow_shift: 3,
  seed: 7,
};
const smallInput = { prompt: 'A red fox in snow', num_inference_steps: 4, ...numbers };
const longInput = { prompt: 'A red fox in snow', num_inference_steps: 99, ...numbers };

const open: DoorUnderTest[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((door) => door.end()));
});

engineConformance('own-gpu', async (scratch): Promise<EngineUnderTest> => {
  const door = await openWorkerDoor({ folder: scratch, clock: systemClock });
  open.push(door);
  // Ten seconds for the long render, an instant for the small one.
  door.startWorker({ behaviour: { stepMs: 100 } });
  const { book } = door.door.room;
  return {
    engine: door.engine,
    smallInput,
    longInput,
    // The worker is not the daemon's: what it does goes on when the engine is closed.
    held: () => (book.waits.isClosed ? 0 : book.all.filter(({ record }) => record.outcome === null).length),
  };
});
