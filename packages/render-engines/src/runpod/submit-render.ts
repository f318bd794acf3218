import { err, ok, type Result } from '@videoexpress/job-schema';
import type { RenderRequest, SubmitError } from '@videoexpress/studio';
import { buildOrder } from '../gpu-worker/build-order.ts';
import { measureInputFiles } from '../gpu-worker/input-files.ts';
import { settingsTag } from '../gpu-worker/settings-tag.ts';
import { type EndpointAddress, nameRender } from './endpoint-address.ts';
import { heldUpByStorage, type InputFiles, type Transfer, transferByLinks, transferInline } from './order-transfer.ts';
import { linkSeconds, runPolicy } from './run-policy.ts';
import type { RunFailure, RunPolicy } from './runpod-client.ts';
import { noEndpointWords, type RunPodParts, setUpSteps } from './runpod-parts.ts';

/** What /run takes at most. */
const maxBodyBytes = 10_000_000;
/** A submission that waits for its input files to go up is put off after this, before the studio calls it off. */
const waitForFilesMs = 90_000;

/** Sends a render to RunPod: its name there. Whatever goes wrong before the very last call has cost nothing. */
export async function submitRender(
  parts: RunPodParts,
  request: RenderRequest,
  signal: AbortSignal,
): Promise<Result<{ readonly remoteId: string }, SubmitError>> {
  const { memory, setup, deps, client, notes } = parts;
  const known = memory.find(request.attemptId)?.remoteId ?? null;
  if (known !== null) return ok({ remoteId: known });
  const endpoint = setup.endpoint();
  if (!endpoint.ok) return err(rejected('no endpoint', noEndpointWords(endpoint.error), setUpSteps));
  if ((await deps.secrets.read('RUNPOD_API_KEY')) === null)
    return err(rejected('no key', 'RunPod has no API key set.', setUpSteps));
  const policy = runPolicy(request.kind, setup.settings.limitMinutes);
  const body = await writeBody(parts, request, policy, signal);
  if (!body.ok) return body;
  // Called off before the last call: surely nothing was taken.
  if (signal.aborted) return err({ code: 'unreachable', detail: 'It was called off before it was sent.' });
  const taken = await client.run(endpoint.value, body.value, signal);
  if (!taken.ok) {
    if (taken.error.code === 'unknown') {
      const { jobId, attemptId } = request;
      await notes.write({ jobId, attemptId, unsure: true, removal: null });
    }
    return err(submitError(taken.error, endpoint.value));
  }
  const remoteId = nameRender(endpoint.value, taken.value);
  memory.of(request.attemptId).remoteId = remoteId;
  return ok({ remoteId });
}

async function writeBody(
  parts: RunPodParts,
  request: RenderRequest,
  policy: RunPolicy,
  signal: AbortSignal,
): Promise<Result<string, Exclude<SubmitError, { code: 'unknown' }>>> {
  const measured = await measureInputFiles(request.files);
  if (!measured.ok) return err({ code: 'rejected', ...measured.error });
  const files = measured.value;
  const transfer = await transferOf(parts, request, files, policy, signal);
  if (!transfer.ok) return transfer;
  const tag = settingsTag(request, files, { engine: 'runpod', appVersion: parts.deps.appVersion });
  const order = buildOrder(request, { ...transfer.value, settingsTag: tag });
  if (!order.ok) return err({ code: 'rejected', ...order.error });
  const body = JSON.stringify({ input: order.value, policy });
  const bytes = Buffer.byteLength(body);
  if (bytes <= maxBodyBytes) return ok(body);
  const what = `This job has ${(bytes / 1_000_000).toFixed(1)} MB, and RunPod takes at most 10 MB.`;
  return err(rejected(`${bytes} bytes`, what, 'Set up R2 in Settings, or take smaller pictures.'));
}

async function transferOf(
  { deps: { objects, clock }, inputs, uploads }: RunPodParts,
  request: RenderRequest,
  files: InputFiles,
  policy: RunPolicy,
  signal: AbortSignal,
): Promise<Result<Transfer, Exclude<SubmitError, { code: 'unknown' }>>> {
  const store = await objects.current();
  if (store === null) return transferInline(request, files);
  // The clip is to come back through it: while it is down, as it is with a wrong key, a render would be paid for and lost.
  const { status, detail } = await objects.health(signal);
  if (status === 'down') return err(heldUpByStorage('unreachable', detail));
  const patience = new AbortController();
  const callOff = clock.after(waitForFilesMs, () => patience.abort());
  const until = AbortSignal.any([signal, patience.signal]);
  const expiresInSeconds = linkSeconds(policy);
  try {
    return await transferByLinks(store, request, files, { expiresInSeconds, inputs, uploads, signal: until });
  } finally {
    callOff();
  }
}

function submitError(failure: RunFailure, endpoint: EndpointAddress): SubmitError {
  switch (failure.code) {
    case 'not_sent':
      return { code: 'unreachable', detail: failure.detail };
    case 'unauthorized':
    case 'unknown':
      return { code: failure.code, detail: failure.detail };
    case 'no_key':
      return rejected(failure.detail, 'RunPod has no API key set.', setUpSteps);
    case 'busy':
      return {
        code: 'busy',
        detail: failure.detail,
        ...(failure.retryAfterMs === null ? {} : { retryAfterMs: failure.retryAfterMs }),
      };
    case 'refused':
      return refusedBy(failure, endpoint);
  }
}

function refusedBy(
  { status, detail }: Extract<RunFailure, { code: 'refused' }>,
  endpoint: EndpointAddress,
): SubmitError {
  switch (status) {
    case 404:
      return rejected(
        detail,
        `There is no RunPod endpoint “${endpoint.id}”.`,
        'Set the right one in Settings, Engines.',
      );
    case 402:
      return rejected(detail, 'RunPod wants the account to be paid up first.', "Add credit in RunPod's console.");
    case 413:
      return rejected(detail, 'RunPod says the job is too large.', 'Set up R2 in Settings, or take smaller pictures.');
    default:
      return rejected(detail, `RunPod refused the job (${status}).`, 'The detail says why.');
  }
}

function rejected(detail: string, what: string, way: string): Extract<SubmitError, { code: 'rejected' }> {
  return { code: 'rejected', detail, userMessage: `${what} Nothing was spent. ${way}` };
}
