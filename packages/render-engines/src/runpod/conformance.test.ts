import { systemClock } from '@videoexpress/host';
import { afterEach, beforeEach } from 'vitest';
import { engineConformance } from '../testing/engine-conformance.ts';
import { MemoryObjectStorage } from '../testing/memory-object-storage.ts';
import {
  createClipMaker,
  faultRoutes,
  LightWorker,
  type MemoryObjects,
  type RunPodSimulator,
  startMemoryObjects,
  startRunPodSimulator,
} from '../testing/runpod-simulator/index.ts';
import { smallRender } from '../testing/small-render.ts';
import { createRunPodEngine } from './runpod-engine.ts';

const makeClip = createClipMaker();
let runpod: RunPodSimulator;
let objects: MemoryObjects;
let worker: LightWorker;

beforeEach(async () => {
  runpod = await startRunPodSimulator({ clock: systemClock });
  objects = await startMemoryObjects();
  worker = new LightWorker({ ...runpod, clock: systemClock, makeClip, behaviour: { stepMs: 60 } });
});
afterEach(async () => {
  await worker.kill();
  await Promise.all([runpod.close(), objects.close()]);
});

for (const withStorage of [true, false]) {
  engineConformance(withStorage ? 'RunPod' : 'RunPod, without object storage', (scratchFolder) => {
    const storage = new MemoryObjectStorage(objects);
    storage.isSetUp = withStorage;
    const engine = createRunPodEngine({
      secrets: { read: async () => runpod.apiKey },
      objects: storage,
      clock: systemClock,
      variables: {
        RUNPOD_ENDPOINT: { value: runpod.endpointUrl, source: 'environment' },
        RUNPOD_API_BASE_URL: { value: runpod.managementUrl, source: 'environment' },
      },
      appVersion: '0.0.0-test',
      scratchFolder,
    });
    return {
      engine,
      smallInput: smallRender,
      longInput: { ...smallRender, num_inference_steps: 100 },
      held: () => engine.openCalls,
      // Without object storage nothing outside is asked for what became of a submission.
      ...(withStorage
        ? {
            cutOff: () => {
              storage.cutOff();
              for (const route of faultRoutes) runpod.faults.add({ route, fault: { kind: 'hang' }, times: 'always' });
            },
          }
        : {}),
    };
  });
}
