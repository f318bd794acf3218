import { type AttemptId, ok } from '../../packages/job-schema/src/index.ts';
import type { RenderEngine, RenderStatus } from '../../packages/studio/src/index.ts';

export interface NoOpEngineOptions {
  readonly maxConcurrent: number;
  /** What every look at a render finds; left out, that it is finished. */
  readonly status?: RenderStatus;
  readonly onSubmit?: (attemptId: AttemptId) => void;
}

const finished: RenderStatus = { state: 'finished', warnings: [], actualUsd: null };

/** An engine that does nothing and is done at once, so that all the time a job takes is the studio's own. */
export function noOpEngine({ maxConcurrent, status = finished, onSubmit }: NoOpEngineOptions): RenderEngine {
  const description: RenderEngine['description'] = {
    id: 'no-op',
    label: 'No-op',
    notice: 'It does nothing.',
    embedded: true,
    settings: [],
    models: [
      {
        id: 'no-op-1',
        label: 'No-op',
        kinds: ['text_to_video', 'image_to_video'],
        limits: {
          sidePixels: { min: 64, max: 1920, multipleOf: 2 },
          maxPixels: 1920 * 1080,
          numFrames: { min: 8, max: 1800, base: 0, step: 1 },
          fps: { min: 8, max: 60 },
          durationSeconds: { min: 1, max: 30 },
        },
        defaults: { width: 832, height: 480, num_frames: 81, fps: 16 },
        parameters: [],
        pricePerSecondUsd: 0,
      },
    ],
  };
  return {
    description,
    maxConcurrent,
    configure: () => undefined,
    health: async () => ({ id: 'no-op', label: 'No-op', status: 'ok', latencyMs: 0, detail: 'Idle.', fix: null }),
    async submit({ attemptId }) {
      onSubmit?.(attemptId);
      return ok({ remoteId: attemptId });
    },
    adopt: async ({ attemptId }) => ok({ remoteId: attemptId }),
    poll: async () => ok(status),
    cancel: async () => ok(null),
    retrieve: async () => ok(null),
    release: async () => undefined,
    close: async () => undefined,
  };
}
