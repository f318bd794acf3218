import { readFile } from 'node:fs/promises';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { WorkerPicture } from '@videoexpress/job-schema/worker';
import type { ObjectStore, RenderRequest, SubmitError } from '@videoexpress/studio';
import { expectedClipBytes } from '../gpu-models/expected-clip-bytes.ts';
import type { OrderParts } from '../gpu-worker/build-order.ts';
import type { InputFile } from '../gpu-worker/input-files.ts';
import type { InputUploads, UploadDelay } from './input-uploads.ts';
import { presignAttempt } from './render-objects.ts';
import type { StoredInputs } from './stored-inputs.ts';

/** A clip that comes inside RunPod's own answer is at most so large. */
export const maxInlineClipBytes = 8_000_000;
/** Pictures that go inside the submission itself, of which RunPod takes 10 MB; in base64 they grow by a third. */
const maxInlineInputBytes = 6_500_000;

export type Transfer = Pick<OrderParts, 'upload' | 'pictures' | 'loraLinks'>;
export type InputFiles = Readonly<Record<string, InputFile>>;
type Refused = Exclude<SubmitError, { code: 'unknown' }>;

/** With object storage: inputs are put there once, and everything travels by links that end with the job. */
export async function transferByLinks(
  store: ObjectStore,
  request: RenderRequest,
  files: InputFiles,
  options: {
    readonly expiresInSeconds: number;
    readonly inputs: StoredInputs;
    readonly uploads: InputUploads;
    /** What is not there by then is waited for by a later submission. */
    readonly signal: AbortSignal;
  },
): Promise<Result<Transfer, Refused>> {
  const { expiresInSeconds, signal, inputs, uploads } = options;
  const pictures: Record<string, WorkerPicture> = {};
  const loraLinks: Record<string, { url: string; sha256: string }> = {};
  for (const [field, file] of Object.entries(files)) {
    const key = await inputs.hold(request.attemptId, file);
    const there = await uploads.put(store, key, file, signal);
    if (!there.ok) return err(refusedBy(there.error));
    const link = { url: await store.presignGet(key, { expiresInSeconds }), sha256: file.sha256 };
    if (field.startsWith('loras.')) loraLinks[field] = link;
    else pictures[field] = { type: 'url', ...link };
  }
  return ok({ upload: await presignAttempt(store, request, expiresInSeconds), pictures, loraLinks });
}

/** Without object storage: small pictures go inside the submission, and the clip comes back inside the answer. */
export async function transferInline(request: RenderRequest, files: InputFiles): Promise<Result<Transfer, Refused>> {
  const expected = expectedClipBytes(request.input);
  if (expected > maxInlineClipBytes) {
    const size = `about ${(expected / 1_000_000).toFixed(0)} MB`;
    return err(
      refused(
        `expected ${expected} bytes`,
        `This clip may become ${size}, and without object storage at most 8 MB can come back.`,
        'Set up R2 in Settings, or choose a smaller size or fewer frames.',
      ),
    );
  }
  if (Object.keys(files).some((field) => field.startsWith('loras.'))) {
    const what = 'A LoRA can only be passed on through object storage.';
    return err(refused('LoRAs without object storage', what, 'Set up R2 in Settings, or leave it out.'));
  }
  const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > maxInlineInputBytes) {
    const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
    const what = `The pictures have ${size}, and without object storage at most ${maxInlineInputBytes / 1_000_000} MB can be sent.`;
    return err(refused(`${bytes} bytes`, what, 'Set up R2 in Settings, or take smaller pictures.'));
  }
  const pictures: Record<string, WorkerPicture> = {};
  for (const [field, { path, sha256 }] of Object.entries(files)) {
    pictures[field] = { type: 'inline', base64: await readFile(path, 'base64'), sha256 };
  }
  return ok({ upload: { type: 'inline', max_bytes: maxInlineClipBytes }, pictures, loraLinks: {} });
}

/** The object storage holds a submission up. Nothing was sent to RunPod yet, so nothing was spent; it is tried again. */
export function heldUpByStorage(code: 'busy' | 'unreachable', detail: string): Refused {
  return { code, detail, waitingFor: `Waiting for R2, nothing was spent: ${detail}` };
}

function refusedBy({ code, detail }: UploadDelay): Refused {
  switch (code) {
    case 'under_way':
    case 'busy':
      return heldUpByStorage('busy', detail);
    case 'unreachable':
    case 'cancelled':
    case 'disk_full':
      return heldUpByStorage('unreachable', detail);
    case 'unauthorized':
    case 'clock_skew':
    case 'no_bucket':
    case 'rejected':
      return refused(`object storage: ${code}`, detail, 'Put the object storage right in Settings.');
  }
}

function refused(detail: string, what: string, way: string): Refused {
  return { code: 'rejected', detail, userMessage: `${what} Nothing was spent. ${way}` };
}
