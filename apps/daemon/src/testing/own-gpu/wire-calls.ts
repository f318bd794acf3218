import { createHash } from 'node:crypto';
import { type JobInput, newAttemptId, newJobId } from '@videoexpress/job-schema';
import { type WorkerOrder, workerOrderSchema, type WorkerUpload } from '@videoexpress/job-schema/worker';
import type { RenderRequest } from '@videoexpress/studio';
import type { ManualClock } from '@videoexpress/studio/testing';
import type { DoorUnderTest } from './worker-door-under-test.ts';

const never = new AbortController().signal;

/** An input that the smallest model takes; `num_inference_steps`: how long a light worker is at it. */
export const smallInput: JobInput = {
  prompt: 'A red fox in snow',
  model: 'wan2.1-t2v-1.3b',
  preset: 'balanced',
  negative_prompt: '',
  width: 64,
  height: 64,
  num_frames: 9,
  fps: 8,
  num_inference_steps: 4,
  guidance_scale: 5,
  flow_shift: 3,
  seed: 7,
};

export function smallRequest(changes: Partial<RenderRequest> = {}): RenderRequest {
  return {
    attemptId: newAttemptId(),
    jobId: newJobId(),
    kind: 'text_to_video',
    input: smallInput,
    files: {},
    ...changes,
  };
}

/** An order as a worker got it. */
export interface TakenOrder {
  readonly id: string;
  readonly order: WorkerOrder;
  readonly links: Extract<WorkerUpload, { type: 'presigned' }>;
}

type WireInit = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };

/** Single calls of the worker protocol, for tests that want each of them at its own moment. */
export function wireCalls({ workerUrl, token, engine }: DoorUnderTest) {
  const call = (path: string, init: WireInit = {}): Promise<Response> =>
    fetch(`${workerUrl}/${path}`, { ...init, headers: { authorization: token, ...init.headers } });

  async function take(worker: string, query = 'gpu=x&job_in_progress=0', init: WireInit = {}) {
    const response = await call(`job-take/${worker}?${query}`, init);
    if (response.status === 204) return null;
    return readTaken(await response.json());
  }

  const ping = (worker: string, ids: readonly string[] = []): Promise<Response> =>
    call(`ping/${worker}?gpu=x&job_id=${ids.join(',')}&runpod_version=1.12.0`);
  const put = (link: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(link, { method: 'PUT', body, headers });

  return {
    call,
    take,
    ping,
    put,
    /** Takes the order that is there; one that is not would be waited for. */
    async takeNow(worker: string): Promise<TakenOrder> {
      const taken = await take(worker);
      if (taken === null) throw new Error(`Nothing for ${worker}`);
      return taken;
    },
    /** Brings a clip and what it is, and tells the status of both answers. */
    async sendClip(taken: TakenOrder, clip: string): Promise<number[]> {
      const video = await put(taken.links.video_put_url, clip);
      const result = await put(taken.links.result_put_url, JSON.stringify(resultFor(taken, clip)));
      return [video.status, result.status];
    },
    /** Lets time pass in which these workers ping, with what they have in hand. */
    async pass(clock: ManualClock, seconds: number, pings: Readonly<Record<string, readonly string[]>> = {}) {
      for (let left = seconds; left > 0; left -= 5) {
        for (const [worker, ids] of Object.entries(pings)) await ping(worker, ids);
        clock.advance(5000);
      }
    },
    stops: async (worker: string): Promise<unknown> => {
      const response = await call(`job-stop/${worker}?gpu=x`);
      return response.status === 204 ? null : response.json();
    },
    post: (worker: string, id: string, body: unknown) =>
      call(`job-done/${worker}/${id}?gpu=x&isStream=false`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    async submit(changes: Partial<RenderRequest> = {}): Promise<RenderRequest> {
      const request = smallRequest(changes);
      const submitted = await engine.submit(request, never);
      if (!submitted.ok) throw new Error(submitted.error.detail);
      return request;
    },
    async stateOf({ attemptId, jobId }: RenderRequest) {
      const polled = await engine.poll({ attemptId, jobId, remoteId: attemptId }, never);
      if (!polled.ok) throw new Error(polled.error.detail);
      return polled.value;
    },
  };
}
export type WireCalls = ReturnType<typeof wireCalls>;

export function readTaken(raw: unknown): TakenOrder {
  const { id, input } = Object(raw);
  const order = workerOrderSchema.parse(input);
  if (order.output.upload.type !== 'presigned') throw new Error('An order without links');
  return { id: String(id), order, links: order.output.upload };
}

/** The result that belongs to a clip of these bytes. */
export function resultFor({ order }: TakenOrder, clip: string): object {
  return {
    type: 'result',
    schema_version: 1,
    worker_version: '0.0.0-test',
    kind: order.kind,
    attempt_id: order.attempt_id,
    video: {
      sha256: createHash('sha256').update(clip).digest('hex'),
      bytes: Buffer.byteLength(clip),
      width: order.width,
      height: order.height,
      num_frames: order.num_frames,
      fps: order.fps,
    },
    poster: null,
    seed: order.seed,
    made_with: {
      model: order.model,
      model_repo: 'tests/none',
      revision: null,
      gpu: null,
      dtype: 'none',
      offload: 'none',
      attention_backend: 'native',
      cache: 'none',
      versions: {},
    },
    seconds: { fetch: 0, load: 0, encode_prompt: 0, denoise: 0, decode: 0, encode: 0, upload: 0, total: 0 },
    cold: false,
    peak_vram_gb: null,
    warnings: [],
  };
}
