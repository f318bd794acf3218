import { newAttemptId, newJobId } from '@videoexpress/job-schema';
import type { WorkerOrder, WorkerUpload } from '@videoexpress/job-schema/worker';

type TextOrder = Extract<WorkerOrder, { kind: 'text_to_video' }>;

/** A small order that is right; `upload`: left out, the clip comes inline. */
export function sampleOrder(changes: Partial<TextOrder> = {}, upload?: WorkerUpload): TextOrder {
  return {
    kind: 'text_to_video',
    schema_version: 1,
    job_id: newJobId(),
    attempt_id: newAttemptId(),
    model: 'wan2.1-t2v-1.3b',
    output: { upload: upload ?? { type: 'inline', max_bytes: 8_000_000 }, crf: 18, settings_tag: '{"schema":1}' },
    runtime: { preset: 'balanced', offload: 'auto', attention_backend: 'auto', cache: 'auto', vae_tiling: 'auto' },
    loras: [],
    prompt: 'A red fox in snow',
    negative_prompt: '',
    width: 64,
    height: 64,
    num_frames: 9,
    fps: 8,
    num_inference_steps: 4,
    guidance_scale: 5,
    guidance_scale_2: null,
    flow_shift: null,
    seed: 1,
    ...changes,
  };
}
