import type { HostConfig } from '@videoexpress/host';
import type { Clock, ObjectStorage, RenderEngine, SecretReader } from '@videoexpress/studio';
import { createOwnGpuEngine } from './own-gpu/own-gpu-engine.ts';
import type { OwnGpuRoom } from './own-gpu/own-gpu-room.ts';
import { createRunPodEngine } from './runpod/runpod-engine.ts';
import { createSketchEngine, type SketchEngineDeps } from './sketch/sketch-engine.ts';
import { createVideosApiEngine } from './videos-api/videos-api-engine.ts';

/** What engines are made from: this machine, and what leads to others. */
export interface EngineDeps extends SketchEngineDeps {
  /** To be asked at each use: keys are set and removed while the daemon runs. */
  readonly secrets: SecretReader;
  readonly objects: ObjectStorage;
  readonly clock: Clock;
  /** What the environment sets: addresses of services, which win over what is set in Settings. */
  readonly variables: HostConfig['variables'];
  readonly appVersion: string;
  /** Where workers of one's own meet the engine. */
  readonly ownGpu: OwnGpuRoom;
}

/** Every place to render, the default first. A new one is a folder beside `sketch/` and a line here. */
export function createEngines(deps: EngineDeps): readonly RenderEngine[] {
  const videosApiUrl = deps.variables.VIDEOS_API_URL?.value ?? null;
  return [
    createSketchEngine(deps),
    createRunPodEngine(deps),
    createOwnGpuEngine(deps.ownGpu),
    createVideosApiEngine({ ...deps, videosApiUrl }),
  ];
}
