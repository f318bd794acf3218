import { createHash } from 'node:crypto';
import { type WorkerAnswer, type WorkerOrder, type WorkerResult, workerStages } from '@videoexpress/job-schema/worker';
import type { Behaviour } from './behaviour.ts';
import { claimAttempt, head } from './claim-attempt.ts';
import type { ClipMaker, MadeClip } from './clip-maker.ts';
import { putObject } from './order-links.ts';
import type { ProgressReports } from './progress-reports.ts';
import { failureText, RenderFailed, workerErrorText } from './worker-failure.ts';

type Stage = (typeof workerStages)[number];

export interface RenderContext {
  readonly remoteId: string;
  readonly workerId: string;
  readonly behaviour: Behaviour;
  readonly makeClip: ClipMaker;
  readonly reports: ProgressReports;
  /** Aborted when the job is to stop, or the worker is gone. */
  readonly signal: AbortSignal;
  /** Milliseconds that only grow. */
  readonly monotonic: () => number;
  readonly pause: (ms: number) => Promise<void>;
  /** The stage begins: holds on, or ends the worker, as a test said. */
  readonly enter: (stage: Stage) => Promise<void>;
}

/**
 * Does what the order says. Rejects with `RenderFailed` for what is to be told, and with whatever else for a job that was
 * stopped in between.
 */
export async function renderOrder(order: WorkerOrder, context: RenderContext): Promise<WorkerAnswer> {
  const { behaviour, reports, signal } = context;
  const found = await claimAttempt(order, context.remoteId, signal);
  if (found !== null) return found;
  const startedAt = context.monotonic();
  const seconds = new Map<Stage, number>();
  let clip: MadeClip | null = null;
  for (const stage of workerStages) {
    const before = context.monotonic();
    await context.enter(stage);
    if (behaviour.failAs !== undefined && (behaviour.failAt ?? 'denoise') === stage) {
      throw new RenderFailed(failureText(behaviour.failAs, context.workerId));
    }
    await reports.stage(stage);
    if (stage === 'denoise') await denoise(order.num_inference_steps, context);
    else await context.pause(behaviour.stageMs ?? 0);
    if (stage === 'encode') clip = await context.makeClip(sizeOf(order));
    signal.throwIfAborted();
    // The result goes up last, and says how long the rest took.
    if (stage !== 'upload') seconds.set(stage, (context.monotonic() - before) / 1000);
  }
  if (clip === null) throw new Error('No stage made the clip');
  const uploadFrom = context.monotonic();
  await uploadMedia(order, clip, behaviour, signal);
  seconds.set('upload', (context.monotonic() - uploadFrom) / 1000);
  const result = resultOf(order, clip, behaviour, seconds, (context.monotonic() - startedAt) / 1000);
  const { upload } = order.output;
  if (upload.type === 'presigned') {
    await putObject(upload.result_put_url, JSON.stringify(result), 'application/json', signal);
  }
  return result;
}

async function denoise(totalSteps: number, { behaviour, reports, signal, pause }: RenderContext): Promise<void> {
  for (let step = 1; step <= totalSteps; step += 1) {
    await pause(behaviour.stepMs ?? 0);
    signal.throwIfAborted();
    await reports.step(step, totalSteps);
  }
}

function sizeOf(order: WorkerOrder) {
  return { width: order.width, height: order.height, numFrames: order.num_frames, fps: order.fps };
}

async function uploadMedia(
  order: WorkerOrder,
  clip: MadeClip,
  behaviour: Behaviour,
  signal: AbortSignal,
): Promise<void> {
  const { upload } = order.output;
  if (upload.type === 'inline') {
    if (clip.mp4.length > upload.max_bytes) {
      const message = `The clip has ${clip.mp4.length} bytes, ${upload.max_bytes} may be sent.`;
      throw new RenderFailed(workerErrorText('OUTPUT_TOO_LARGE', message, null));
    }
    return;
  }
  const bytes = uploadedBytes(clip.mp4, behaviour.clip ?? 'good');
  if (bytes !== null) await putObject(upload.video_put_url, bytes, 'video/mp4', signal);
  await putObject(upload.poster_put_url, clip.poster, 'image/webp', signal);
}

/** What is uploaded as the clip; null: nothing. */
export function uploadedBytes(mp4: Buffer, clip: NonNullable<Behaviour['clip']>): Buffer | null {
  switch (clip) {
    case 'good':
      return mp4;
    case 'truncated':
      return mp4.subarray(0, Math.floor(mp4.length / 2));
    case 'html':
      return Buffer.from('<!DOCTYPE html><html><body>Not found</body></html>');
    case 'empty':
      return Buffer.alloc(0);
    case 'missing':
      return null;
  }
}

function resultOf(
  order: WorkerOrder,
  clip: MadeClip,
  behaviour: Behaviour,
  seconds: ReadonlyMap<Stage, number>,
  totalSeconds: number,
): WorkerResult {
  const { upload } = order.output;
  const isInline = upload.type === 'inline';
  const sent = uploadedBytes(clip.mp4, behaviour.clip ?? 'good') ?? clip.mp4;
  const of = (stage: Stage) => seconds.get(stage) ?? 0;
  return {
    type: 'result',
    ...head,
    kind: order.kind,
    attempt_id: order.attempt_id,
    video: {
      sha256: behaviour.wrongHash === true ? '0'.repeat(64) : sha256(clip.mp4),
      bytes: clip.mp4.length,
      width: order.width,
      height: order.height,
      num_frames: order.num_frames,
      fps: order.fps,
      ...(isInline ? { base64: sent.toString('base64') } : {}),
    },
    poster: isInline ? null : { sha256: sha256(clip.poster), bytes: clip.poster.length },
    seed: order.seed,
    made_with: {
      model: order.model,
      model_repo: 'example/light',
      revision: null,
      gpu: null,
      dtype: 'none',
      offload: 'none',
      attention_backend: 'native',
      cache: 'none',
      versions: { worker: head.worker_version },
    },
    seconds: {
      fetch: of('fetch'),
      load: of('load'),
      encode_prompt: of('encode_prompt'),
      denoise: of('denoise'),
      decode: of('decode'),
      encode: of('encode'),
      upload: of('upload'),
      total: totalSeconds,
    },
    cold: false,
    peak_vram_gb: null,
    warnings: [],
  };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
