import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createChildren, createClipFiles, createMediaTools, systemClock } from '../../packages/host/src/index.ts';
import { createRunPodEngine } from '../../packages/render-engines/src/index.ts';
import { MemoryObjectStorage } from '../../packages/render-engines/src/testing/memory-object-storage.ts';
import {
  type ClipMaker,
  createClipMaker,
  LightWorker,
  startMemoryObjects,
  startRunPodSimulator,
} from '../../packages/render-engines/src/testing/runpod-simulator/index.ts';
import { smallRender } from '../../packages/render-engines/src/testing/small-render.ts';
import { NotMeasured, type Row } from '../harness/figure.ts';
import { studioOnDisk } from '../harness/studio-on-disk.ts';

const clipBytes = 10_000_000;
/** What a job in its steady state is looked at every so often. */
const pollMs = 2000;
/** 5 s of 832 × 480. */
const input = { ...smallRender, width: 832, height: 480, num_frames: 81, fps: 16 };

const builtProgram = join(import.meta.dirname, '..', '..', 'apps', 'cli', 'dist', 'daemon.js');

/** A clip of that size: real H.264, with a box behind it that players skip. */
function filledUp(make: ClipMaker): ClipMaker {
  return async (size) => {
    const { mp4, poster } = await make(size);
    const fill = Buffer.alloc(Math.max(8, clipBytes - mp4.length));
    fill.writeUInt32BE(fill.length, 0);
    fill.write('free', 4, 'latin1');
    return { mp4: Buffer.concat([mp4, fill]), poster };
  };
}

/** From the worker's answer to `succeeded`: the look that sees it, the fetch, the hash, the check of every frame, the flushes. */
export const runPodDone: Row = {
  id: 'runpod-done',
  about:
    "from the worker's answer to a clip in the library, in ms, for a clip of 10 MB, with the wait for the next look",
  async measure(run) {
    if (!existsSync(builtProgram)) throw new NotMeasured('it needs a build (npm run build)');
    const runpod = await startRunPodSimulator({ clock: systemClock });
    const objects = await startMemoryObjects();
    const makeClip = filledUp(createClipMaker());
    // Long enough on the way that its looks have come to be steady ones.
    const worker = new LightWorker({ ...runpod, clock: systemClock, makeClip, behaviour: { stepMs: 3000 } });
    const folder = run.folder('runpod');
    const below = (name: string) => join(folder, name);
    const children = createChildren({
      execPath: process.execPath,
      execArgv: [],
      entry: builtProgram,
      env: { PATH: process.env['PATH'] },
    });
    const engine = createRunPodEngine({
      secrets: { read: async () => runpod.apiKey },
      objects: new MemoryObjectStorage(objects),
      clock: systemClock,
      variables: { RUNPOD_ENDPOINT: { value: runpod.endpointUrl, source: 'environment' } },
      appVersion: '0.0.0',
      scratchFolder: below('scratch'),
    });
    const folders = {
      media: below('media'),
      posters: below('posters'),
      scratch: below('scratch'),
      quarantine: below('quarantine'),
      uploads: below('uploads'),
    };
    for (const each of Object.values(folders)) mkdirSync(each, { recursive: true });
    const files = createClipFiles(folders);
    const tools = createMediaTools(children);
    const checks: number[] = [];
    const media: typeof tools = {
      ...tools,
      async finishVideo(order, signal) {
        const beganMs = performance.now();
        const checked = await tools.finishVideo(order, signal);
        checks.push(performance.now() - beganMs);
        return checked;
      },
    };
    const { studio, close } = studioOnDisk(folder, engine, { files, media });
    const took: number[] = [];
    try {
      await studio.start();
      for (let time = 0; time <= run.times; time += 1) {
        const made = await studio.jobs.create({ kind: 'text_to_video', input: { ...input, seed: time } }, null);
        if (!made.ok) throw new Error(made.error.detail);
        const { id } = made.value.job;
        while (runpod.jobs.length <= time) await new Promise((resolve) => setTimeout(resolve, 5));
        const job = runpod.jobs[time];
        if (job === undefined) throw new Error('RunPod has the job');
        await runpod.queue.ended(job);
        const doneMs = performance.now();
        for (let state = ''; state !== 'succeeded'; state = (await studio.jobs.get(id))?.state ?? '') {
          if (state === 'failed') throw new Error(JSON.stringify((await studio.jobs.get(id))?.error));
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        if (time > 0) took.push(performance.now() - doneMs);
      }
    } finally {
      await close();
      await worker.kill();
      await Promise.all([runpod.close(), objects.close(), children.killAll()]);
    }
    return [
      {
        name: "RunPod's answer to clip, 10 MB",
        unit: 'ms',
        values: took,
        limit: null,
        goal: { kind: 'at_most', value: pollMs + 300 },
      },
      {
        name: '  of which the check of its frames',
        unit: 'ms',
        values: checks.slice(1),
        limit: null,
        goal: { kind: 'none' },
      },
    ];
  },
};
