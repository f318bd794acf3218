import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { RenderRequest } from '@videoexpress/studio';
import { attemptMarker } from './attempt-marker.ts';
import { multipartForm } from './multipart-form.ts';
import { anyModelId } from './served-models.ts';

/** The API wants words with every picture; a kind that lets them be left out gets these. */
const wordsForPicture = 'The picture comes to life.';

/** Numbers that are 0 where the server is to use its own. */
const ownWhenZero = ['num_inference_steps', 'guidance_scale'] as const;

/**
 * The form of `POST /v1/videos`. Every server takes a form, vllm-omni takes nothing else. The picture is read from the disk
 * while it is sent; the error says why it cannot be. `marked`: `seconds` carries the attempt's marker, for servers that echo
 * it and go by `num_frames`.
 */
export async function videoOrder(
  { attemptId, input, files }: RenderRequest,
  marked: boolean,
): Promise<Result<Blob, string>> {
  const form = new Map<string, string>();
  const put = (name: string, value: unknown) => {
    if (typeof value === 'string' || typeof value === 'number') form.set(name, String(value));
  };
  const { model, width, height, num_frames: frames, fps } = input;
  put('prompt', typeof input['prompt'] === 'string' ? input['prompt'] : wordsForPicture);
  if (model !== anyModelId) put('model', model);
  put('size', `${Number(width)}x${Number(height)}`);
  put('seconds', marked ? attemptMarker(attemptId) : Math.max(1, Math.round(Number(frames) / Number(fps))));
  put('num_frames', frames);
  put('fps', fps);
  put('seed', input['seed']);
  if (input['negative_prompt'] !== '') put('negative_prompt', input['negative_prompt']);
  for (const name of ownWhenZero) if (input[name] !== 0) put(name, input[name]);
  const { image } = files;
  if (image === undefined) return ok(multipartForm(form, []));
  try {
    const content = await openAsBlob(image, { type: pictureType(image) });
    return ok(multipartForm(form, [{ field: 'input_reference', name: basename(image), content }]));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
}

/** The library keeps pictures under the ending of what they are. */
function pictureType(path: string): string {
  if (/\.png$/i.test(path)) return 'image/png';
  if (/\.webp$/i.test(path)) return 'image/webp';
  return 'image/jpeg';
}
