import { rmSync, writeFileSync } from 'node:fs';
import { createClipFiles } from '../../packages/host/src/index.ts';
import { ok } from '../../packages/job-schema/src/index.ts';
import type { ClipFiles, MediaTools, RenderEngine } from '../../packages/studio/src/index.ts';
import { aSecond, bareLoop, whatTheBareLoopIs } from '../harness/bare-loop.ts';
import type { BenchRun, Row } from '../harness/figure.ts';
import { inTurns } from '../harness/in-turns.ts';
import { noOpEngine } from '../harness/no-op-engine.ts';
import { studioOnDisk } from '../harness/studio-on-disk.ts';
import { trustingMedia } from '../harness/weightless-files.ts';

/** An engine of this size is a small render farm; a job that renders nothing needs its neighbours to show anything. */
const atOnce = 32;
/** People and programs that ask for jobs at the same time. */
const askers = 8;

/** From the wish to `succeeded` and the attempt closed, all jobs of a batch. */
async function jobsASecond(
  run: BenchRun,
  count: number,
  engine: RenderEngine,
  parts: (folder: string) => { files?: ClipFiles; media?: MediaTools },
): Promise<number> {
  const folder = run.folder('jobs');
  const { create, studio, store, close } = studioOnDisk(folder, engine, parts(folder));
  await studio.start();
  const isDone = store.connection.prepare(
    `SELECT (SELECT count(*) FROM job WHERE state = 'succeeded') + (SELECT count(*) FROM attempt WHERE outcome = 'closed')`,
  );
  const beganMs = performance.now();
  let asked = 0;
  await Promise.all(
    Array.from({ length: askers }, async () => {
      while (asked < count) {
        asked += 1;
        await create();
      }
    }),
  );
  // Counted seldom, because counting takes time from those who work.
  while (Number(isDone.pluck().get()) < 2 * count) await new Promise((resolve) => setTimeout(resolve, 20));
  const tookMs = performance.now() - beganMs;
  await close();
  rmSync(folder, { recursive: true, force: true });
  return (count / tookMs) * 1000;
}

/** Clip files and media tools that keep a small file as durably as a clip is kept. */
function durableFiles(folder: string): { files: ClipFiles; media: MediaTools } {
  const below = (name: string) => `${folder}/${name}`;
  const files = createClipFiles({
    media: below('media'),
    posters: below('posters'),
    scratch: below('scratch'),
    quarantine: below('quarantine'),
    uploads: below('uploads'),
  });
  const media: MediaTools = {
    ...trustingMedia,
    async finishVideo(order, signal) {
      writeFileSync(order.outputPath, 'a clip');
      return trustingMedia.finishVideo(order, signal);
    },
  };
  return { files: { ...files, freeBytes: async () => 10e12 }, media };
}

/** Jobs from the wish to the end, with an engine that does nothing: all the time is the studio's own. */
export const endToEnd: Row = {
  id: 'end-to-end',
  about: 'jobs a second from the wish to the closed attempt, with an engine that does nothing',
  async measure(run) {
    const count = run.sized(1000);
    const bare = await bareLoop(run.folder('bare'));
    const engine = noOpEngine({ maxConcurrent: atOnce });
    const handing: RenderEngine = { ...engine, retrieve: async () => ok(null) };
    const [jobs = [], withFiles = [], limits = []] = await inTurns(run.times, [
      () => jobsASecond(run, count, engine, () => ({})),
      () => jobsASecond(run, count, handing, durableFiles),
      () => aSecond(bare.insert(count)),
    ]);
    await bare.close();
    const limit = { what: whatTheBareLoopIs, values: limits };
    return [
      {
        name: 'jobs end to end, no-op engine',
        unit: 'a second',
        values: jobs,
        limit,
        goal: { kind: 'at_least_share', share: 0.4 },
      },
      {
        name: '  with a durable file each',
        unit: 'a second',
        values: withFiles,
        limit,
        goal: { kind: 'none' },
      },
    ];
  },
};
