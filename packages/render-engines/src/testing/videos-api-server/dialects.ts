/** A video as the stand-in keeps it. */
export interface KeptVideo {
  readonly id: string;
  readonly model: string;
  readonly prompt: string;
  readonly size: string;
  /** As it was sent. */
  readonly secondsSent: string | null;
  readonly numFrames: number;
  readonly fps: number;
  readonly createdAtS: number;
  status: 'queued' | 'in_progress' | 'completed' | 'failed' | 'deleted' | (string & {});
  progress: number;
  inferenceSeconds: number | null;
  error: { readonly code: number; readonly message: string } | null;
  clip: Buffer | null;
  cloudUrl: string | null;
}

/** What is different between the two servers that people run. */
export interface Dialect {
  readonly name: 'vllm-omni' | 'sglang';
  readonly ownedBy: string;
  readonly newId: () => string;
  /** The record of a video in an answer. */
  readonly record: (video: KeptVideo) => Record<string, unknown>;
  /** The status that the record of a failed video comes with. */
  readonly failedStatus: (video: KeptVideo) => number;
  readonly modelCard: (id: string) => Record<string, unknown>;
  readonly list: (videos: readonly KeptVideo[]) => Record<string, unknown>;
  readonly deleted: (video: KeptVideo) => Record<string, unknown>;
  /** Removing a video that renders stops the render. */
  readonly stopsOnDelete: boolean;
  readonly refusal: (status: number, message: string, field?: string) => unknown;
}

let made = 0;
const hex = () => {
  made += 1;
  return made.toString(16).padStart(32, '0');
};

const common = (video: KeptVideo) => ({
  id: video.id,
  object: 'video',
  model: video.model,
  status: video.status,
  progress: video.progress,
  size: video.size,
  created_at: video.createdAtS,
  completed_at: video.status === 'completed' || video.status === 'failed' ? video.createdAtS + 60 : null,
  remixed_from_video_id: null,
  expires_at: null,
  inference_time_s: video.inferenceSeconds,
});

/** Vllm-omni 0.30.0. */
export const vllmOmni: Dialect = {
  name: 'vllm-omni',
  ownedBy: 'vllm',
  newId: () => `video_gen_${hex()}`,
  record: (video) => ({
    ...common(video),
    prompt: video.prompt,
    seconds: video.secondsSent ?? '4',
    quality: 'default',
    error: video.error,
    media_type: 'video/mp4',
    file_name: video.clip === null ? null : `${video.id}.mp4`,
    fps: video.fps,
    num_frames: video.numFrames,
    duration_s: video.secondsSent === null ? video.numFrames / video.fps : Number(video.secondsSent),
    metrics: null,
    stage_durations: {},
    peak_memory_mb: 0,
    action: null,
  }),
  failedStatus: (video) => video.error?.code ?? 500,
  modelCard: (id) => ({
    id,
    object: 'model',
    created: 1_790_000_000,
    owned_by: 'vllm',
    root: id,
    parent: null,
    max_model_len: null,
    permission: [{ id: 'modelperm-1', object: 'model_permission', created: 1_790_000_000, allow_view: true }],
  }),
  list: (videos) => ({
    object: 'list',
    first_id: videos[0]?.id ?? null,
    last_id: videos.at(-1)?.id ?? null,
    has_more: false,
    data: videos.map(vllmOmni.record),
  }),
  deleted: ({ id }) => ({ id, deleted: true, object: 'video.deleted' }),
  stopsOnDelete: true,
  refusal: (status, message, field) => ({
    error: { message, type: status === 400 ? 'BadRequestError' : 'NotFoundError', param: field ?? null, code: status },
  }),
};

/** Sglang 0.5.23. */
export const sglang: Dialect = {
  name: 'sglang',
  ownedBy: 'sglang',
  newId: () => hex(),
  record: (video) => ({
    ...common(video),
    seconds: String(Math.round(video.numFrames / video.fps)),
    quality: 'standard',
    url: video.cloudUrl,
    urls: video.cloudUrl === null ? null : [video.cloudUrl],
    error: video.error === null ? null : { message: video.error.message },
    file_path: `/srv/outputs/${video.id}.mp4`,
    file_paths: null,
    num_outputs: null,
    peak_memory_mb: null,
    revised_prompt: null,
    action: null,
    lidar: null,
  }),
  failedStatus: () => 200,
  modelCard: (id) => ({
    id,
    object: 'model',
    created: 1_790_000_000,
    owned_by: 'sglang',
    root: id,
    parent: null,
    max_model_len: null,
    num_gpus: 4,
    task_type: /ti2v/i.test(id) ? 'TI2V' : /i2v/i.test(id) ? 'I2V' : 'T2V',
    supported_task_types: null,
    dit_precision: 'bf16',
    vae_precision: 'fp32',
    pipeline_name: 'WanPipeline',
    pipeline_class: 'WanPipeline',
  }),
  list: (videos) => ({
    object: 'list',
    first_id: videos[0]?.id ?? null,
    last_id: videos.at(-1)?.id ?? null,
    has_more: false,
    data: videos.map(sglang.record),
  }),
  deleted: (video) => ({ ...sglang.record(video), status: 'deleted' }),
  stopsOnDelete: false,
  refusal: (status, message, field) =>
    status === 422
      ? { detail: [{ loc: ['body', field ?? 'prompt'], msg: message, type: 'value_error' }] }
      : { detail: message },
};
