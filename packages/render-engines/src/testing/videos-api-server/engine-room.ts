import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobInput, newAttemptId, newJobId } from '@videoexpress/job-schema';
import type { Clock, RenderEngine, RenderRef, RenderRequest } from '@videoexpress/studio';
import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach } from 'vitest';
import { createVideosApiEngine } from '../../videos-api/videos-api-engine.ts';
import { VideosApiServer, type VideosApiServerOptions } from './videos-api-server.ts';

/** The model that the stand-in serves where a test says nothing else. */
export const servedModel = 'Wan-AI/Wan2.2-T2V-A14B-Diffusers';

/** An input as the studio resolves it for that model. */
export const resolvedInput: JobInput = {
  prompt: 'A red fox in snow',
  model: servedModel,
  width: 832,
  height: 480,
  num_frames: 81,
  fps: 16,
  seed: 7,
  negative_prompt: '',
  num_inference_steps: 0,
  guidance_scale: 0,
};

export interface EnginePair {
  readonly server: VideosApiServer;
  /** The engine's clock and the server's. */
  readonly clock: ManualClock;
  readonly engine: RenderEngine;
}

/** The engine at this address. */
export function engineFor(
  url: string | null,
  key: string | null = null,
  clock: Clock = new ManualClock(),
): RenderEngine {
  return createVideosApiEngine({ clock, secrets: { read: async () => key }, videosApiUrl: url });
}

/** Engines with stand-ins and a folder, set up and taken down around each test of the file. */
export function engineRoom() {
  const servers: VideosApiServer[] = [];
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'videoexpress-videos-api-'))));
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    path: (name: string) => join(folder, name),
    async pair(options: VideosApiServerOptions = {}, key: string | null = null): Promise<EnginePair> {
      const clock = new ManualClock();
      const server = await VideosApiServer.start({ now: () => clock.now(), ...options });
      servers.push(server);
      return { server, clock, engine: engineFor(server.url, key, clock) };
    },
  };
}

/** A submission with ids of its own. */
export function renderOrder(extra: Partial<RenderRequest> = {}): RenderRequest {
  return {
    attemptId: newAttemptId(),
    jobId: newJobId(),
    kind: 'text_to_video',
    input: resolvedInput,
    files: {},
    ...extra,
  };
}

/** A render that was taken. */
export async function submitted(engine: RenderEngine, order = renderOrder()): Promise<RenderRef> {
  const taken = await engine.submit(order, AbortSignal.timeout(30_000));
  if (!taken.ok) throw new Error(JSON.stringify(taken.error));
  return { attemptId: order.attemptId, jobId: order.jobId, remoteId: taken.value.remoteId };
}

/** The server's own id of a render. */
export function videoIdOf({ remoteId }: Pick<RenderRef, 'remoteId'>): string {
  return remoteId.split('#')[1] ?? '';
}
