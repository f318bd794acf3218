import { err, loraInputSchema, maxLoras, ok, type Result } from '@videoexpress/job-schema';
import {
  type WorkerLora,
  type WorkerOrder,
  workerOrderSchema,
  type WorkerPicture,
  workerSchemaVersion,
  type WorkerUpload,
} from '@videoexpress/job-schema/worker';
import type { RenderRequest } from '@videoexpress/studio';
import { z } from 'zod';
import { findGpuModel } from '../gpu-models/gpu-models.ts';

/** What an order is put together from, beside the request itself. */
export interface OrderParts {
  readonly upload: WorkerUpload;
  readonly settingsTag: string;
  /** The pictures of the input, by their field: `image`, `last_image`. */
  readonly pictures: Readonly<Record<string, WorkerPicture>>;
  /** A link to each LoRA file, by its field: `loras.0.lora`. */
  readonly loraLinks: Readonly<Record<string, { readonly url: string; readonly sha256: string }>>;
}

/** An order that the worker would refuse: nothing was sent. */
export interface OrderRefusal {
  readonly detail: string;
  readonly userMessage: string;
}

const presetSchema = z.enum(['quality', 'balanced', 'turbo']).catch('balanced');

/** Writes out what the worker is to do, every number resolved. Refused: what the model, or the worker's schema, cannot take. */
export function buildOrder(request: RenderRequest, parts: OrderParts): Result<WorkerOrder, OrderRefusal> {
  const { kind, input } = request;
  const model = findGpuModel(input['model']);
  const unfit = model === undefined ? null : wrongSize(model, input);
  if (unfit !== null) return err(unfit);
  const loras = lorasOf(input['loras'], parts.loraLinks);
  if (loras === null) {
    return err({
      detail: 'A LoRA has no link.',
      userMessage: 'A LoRA of this job could not be passed on. Nothing was spent.',
    });
  }
  const order = {
    kind,
    schema_version: workerSchemaVersion,
    job_id: request.jobId,
    attempt_id: request.attemptId,
    model: input['model'],
    output: { upload: parts.upload, settings_tag: parts.settingsTag },
    runtime: { preset: presetSchema.parse(input['preset']) },
    loras,
    prompt: input['prompt'],
    negative_prompt: input['negative_prompt'],
    width: input['width'],
    height: input['height'],
    num_frames: input['num_frames'],
    fps: input['fps'],
    num_inference_steps: input['num_inference_steps'],
    guidance_scale: input['guidance_scale'],
    guidance_scale_2: input['guidance_scale_2'] ?? null,
    flow_shift: input['flow_shift'] ?? null,
    seed: input['seed'],
    ...(kind === 'image_to_video' ? { image: parts.pictures['image'], last_image: parts.pictures['last_image'] } : {}),
  };
  const parsed = workerOrderSchema.safeParse(order);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  const detail = `${field}: ${issue?.message ?? 'invalid'}`;
  return err({ detail, userMessage: `The GPU worker cannot take “${field}” as it is. Nothing was spent. Change it.` });
}

/** The limits of an engine cannot say that a model makes single sizes only. */
function wrongSize(
  { label, size }: NonNullable<ReturnType<typeof findGpuModel>>,
  { width, height }: RenderRequest['input'],
): OrderRefusal | null {
  if (!size.presetsOnly || size.presets.some(([w, h]) => w === width && h === height)) return null;
  const sizes = size.presets.map(([w, h]) => `${w} × ${h}`).join(' or ');
  return {
    detail: `${String(width)}x${String(height)}`,
    userMessage: `${label} makes ${sizes} only. Nothing was spent. Choose that size.`,
  };
}

/** Null: one has no link. */
function lorasOf(raw: unknown, links: OrderParts['loraLinks']): Pick<WorkerLora, 'url' | 'sha256' | 'scale'>[] | null {
  const wished = z.array(loraInputSchema).max(maxLoras).catch([]).parse(raw);
  const loras: Pick<WorkerLora, 'url' | 'sha256' | 'scale'>[] = [];
  for (const [index, { scale }] of wished.entries()) {
    const link = links[`loras.${index}.lora`];
    if (link === undefined) return null;
    loras.push({ ...link, scale });
  }
  return loras;
}
