import {
  type Asset,
  type CallError,
  err,
  ok,
  problemSchema,
  type Result,
  firstRoutes,
  type UploadFields,
} from '@videoexpress/job-schema';

export interface UploadOptions extends UploadFields {
  /** Ends the upload; the daemon keeps nothing of it. */
  readonly signal?: AbortSignal;
  /** Called with the part of the bytes that was sent, 0 to 1. At 1 the daemon still has to check the file. */
  readonly onProgress?: (fraction: number) => void;
}

/** What the library made of a file. */
export interface Uploaded {
  readonly asset: Asset;
  /** False where the library had these very bytes already. */
  readonly isNew: boolean;
}

/**
 * Sends a file to the library and gives back its asset. The browser reads the file from the disk while it sends: nothing
 * of it is held in memory.
 *
 * `unreachable` where the daemon went away, the file could not be read, or `signal` was aborted.
 */
export async function uploadFile(file: File, options: UploadOptions = {}): Promise<Result<Asset, CallError>> {
  const sent = await sendFile(file, options);
  return sent.ok ? ok(sent.value.asset) : sent;
}

/** As `uploadFile`, and tells whether the library had the file already. */
export function sendFile(file: File, options: UploadOptions = {}): Promise<Result<Uploaded, CallError>> {
  const { signal, onProgress, name, projectId, sourceAssetId } = options;
  return new Promise((resolve) => {
    const unreachable = (detail: string) => resolve(err({ code: 'unreachable', detail }));
    if (signal?.aborted === true) return unreachable('The upload was cancelled.');
    // XMLHttpRequest, because `fetch` tells nothing of what it has sent.
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) onProgress?.(loaded / total);
    });
    request.addEventListener('load', () => resolve(readAnswer(request.status, request.responseText)));
    request.addEventListener('error', () => unreachable('The connection was cut.'));
    request.addEventListener('abort', () => unreachable('The upload was cancelled.'));
    request.addEventListener('loadend', () => signal?.removeEventListener('abort', abort));
    signal?.addEventListener('abort', abort);
    request.open(firstRoutes.createAsset.method, firstRoutes.createAsset.path);
    request.setRequestHeader('x-videoexpress', '1');
    request.send(formOf(file, { name, projectId, sourceAssetId }));
  });
}

/** The fields come first: the daemon knows them by the time it has the file. */
function formOf(file: File, fields: { readonly [field in keyof UploadFields]: UploadFields[field] | undefined }) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined) form.set(field, value);
  }
  form.set('file', file);
  return form;
}

function readAnswer(status: number, text: string): Result<Uploaded, CallError> {
  const body = parseJson(text);
  if (status < 200 || status >= 300) {
    const problem = problemSchema.safeParse(body);
    if (problem.success) return err({ code: 'problem', problem: problem.data });
    return err({ code: 'unexpected_answer', status, detail: text.slice(0, 500) });
  }
  const asset = firstRoutes.createAsset.response.safeParse(body);
  if (asset.success) return ok({ asset: asset.data, isNew: status === 201 });
  return err({ code: 'unexpected_answer', status, detail: asset.error.message });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
