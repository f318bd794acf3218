import { createHash } from 'node:crypto';
import {
  jobStates,
  newAssetId,
  newJobId,
  queueSchema,
  type Asset,
  type AssetId,
  type CreateJobRequest,
  type Engine,
  type Job,
  type Queue,
} from '@videoexpress/job-schema';

/** What the fake daemon gives as the file of every clip. */
export const clipBytes = Buffer.from('not really an MP4, and nobody looks inside');

/** A moment that everything in the fake happened at. */
export const fakeTime = '2026-11-22T10:00:00.000Z';

/** A job as the daemon makes it of a request. */
export function newFakeJob(request: CreateJobRequest): Job {
  return {
    id: newJobId(),
    kind: request.kind,
    state: 'queued',
    progress: { fraction: null, stage: 'Waiting' },
    engine: request.engine ?? 'sketch',
    input: { width: 832, height: 480, num_frames: 81, fps: 16, seed: 7, ...request.input },
    output: { assetIds: [] },
    error: null,
    attempt: 1,
    submissions: 0,
    priority: 0,
    position: 0,
    expectedSeconds: null,
    projectId: null,
    retryOf: null,
    runAt: null,
    cost: null,
    createdAt: fakeTime,
    startedAt: null,
    finishedAt: null,
    version: 1,
  };
}

/** The clip of a job that succeeded. */
export function newFakeClip(job: Job): Asset {
  return newFakeAsset({
    type: 'video',
    name: 'clip.mp4',
    mimeType: 'video/mp4',
    jobId: job.id,
    width: 832,
    height: 480,
    durationSeconds: 5.0625,
    fps: 16,
  });
}

/** An asset whose bytes are `clipBytes`. */
export function newFakeAsset(fields: Pick<Asset, 'type' | 'name' | 'mimeType'> & Partial<Asset>): Asset {
  const id: AssetId = newAssetId();
  const sha256 = createHash('sha256').update(clipBytes).digest('hex');
  return { id, bytes: clipBytes.length, sha256, favourite: false, warnings: [], createdAt: fakeTime, ...fields };
}

/** How many jobs are in each state. */
export function countJobs(jobs: Iterable<Job>): Queue['counts'] {
  const counts: Record<string, number> = Object.fromEntries(jobStates.map((state) => [state, 0]));
  for (const { state } of jobs) counts[state] = (counts[state] ?? 0) + 1;
  return queueSchema.shape.counts.parse(counts);
}

/** Two engines: one like sketch, and one that only takes 4n + 1 frames and has parameters of every type. */
export const fakeEngines: readonly Engine[] = [
  fakeEngine('sketch', true, {}),
  fakeEngine('picky', false, {
    numFrames: { min: 17, max: 121, base: 1, step: 4 },
    parameters: [
      {
        type: 'number',
        name: 'guidance_scale',
        label: 'Guidance',
        help: 'How closely to follow',
        min: 1,
        max: 10,
        step: 0.5,
        default: 5,
      },
      { type: 'switch', name: 'turbo', label: 'Turbo', help: 'Faster', default: false },
      {
        type: 'choice',
        name: 'sampler',
        label: 'Sampler',
        help: 'Which',
        choices: [
          { value: '1', label: 'One' },
          { value: '2', label: 'Two' },
        ],
        default: '1',
      },
    ],
    kinds: ['text_to_video'],
  }),
];

type ModelOverrides = Partial<Pick<Engine['models'][number], 'kinds' | 'parameters'>> & {
  readonly numFrames?: Engine['models'][number]['limits']['numFrames'];
};

function fakeEngine(id: string, isDefault: boolean, overrides: ModelOverrides): Engine {
  return {
    id,
    label: `The ${id} engine`,
    notice: 'A stand-in for tests.',
    embedded: true,
    settings: [],
    isDefault,
    maxConcurrent: 1,
    workers: null,
    health: { id, label: id, status: 'ok', latencyMs: 1, detail: 'Well', fix: null },
    models: [
      {
        id: `${id}-1`,
        label: id,
        kinds: overrides.kinds ?? ['text_to_video', 'image_to_video'],
        limits: {
          sidePixels: { min: 64, max: 1920, multipleOf: 2 },
          maxPixels: 1920 * 1080,
          numFrames: overrides.numFrames ?? { min: 1, max: 1800, base: 0, step: 1 },
          fps: { min: 8, max: 60 },
          durationSeconds: { min: 1, max: 30 },
        },
        defaults: { width: 832, height: 480, num_frames: 81, fps: 16 },
        parameters: overrides.parameters ?? [],
        pricePerSecondUsd: 0,
      },
    ],
  };
}
