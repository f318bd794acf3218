import { err, ok, type Result } from '@videoexpress/job-schema';
import type { WorkerResult } from '@videoexpress/job-schema/worker';
import type { EngineError, ObjectStore, RenderRef } from '@videoexpress/studio';
import { readAnswer } from '../gpu-worker/read-answer.ts';
import { locateRender } from './endpoint-address.ts';
import { type FetchFailure, fetchStoredClip, writeInlineClip } from './fetch-clip.ts';
import { storedResult } from './render-objects.ts';
import type { RunPodStatus } from './runpod-answers.ts';
import { noEndpointWords, type RunPodParts } from './runpod-parts.ts';

type Retrieved = Result<null, EngineError | { readonly code: 'gone' | 'disk_full'; readonly detail: string }>;

/** Brings a finished clip to `toPath`, from the object storage, or out of RunPod's answer where there is none. */
export async function retrieveClip(
  parts: RunPodParts,
  render: RenderRef,
  toPath: string,
  signal: AbortSignal,
): Promise<Retrieved> {
  const attempt = parts.memory.of(render.attemptId);
  const store = await parts.deps.objects.current();
  if (store !== null) {
    const result = attempt.result === null ? await storedResult(store, render, signal) : ok(attempt.result);
    if (!result.ok) return result;
    const fetched =
      result.value === null ? null : await fromStore(parts, store, render, result.value, { toPath, signal });
    if (fetched !== null && (fetched.ok || fetched.error.code !== 'gone')) return fetched;
  }
  // Also with storage: it may have been set up while the job ran.
  return fromAnswer(parts, render, toPath, signal);
}

async function fromStore(
  { memory }: RunPodParts,
  store: ObjectStore,
  render: RenderRef,
  result: WorkerResult,
  { toPath, signal }: { readonly toPath: string; readonly signal: AbortSignal },
): Promise<Retrieved> {
  const attempt = memory.of(render.attemptId);
  // Twice the same difference is no accident of the moment. What is there was paid for: the check of the clip decides.
  const expected = attempt.differed ? null : result;
  const fetched = await fetchStoredClip(store, render, expected, toPath, signal);
  if (!fetched.ok && fetched.error.code === 'differs') attempt.differed = true;
  return asRetrieved(fetched);
}

async function fromAnswer(
  { setup, client }: RunPodParts,
  render: RenderRef,
  toPath: string,
  signal: AbortSignal,
): Promise<Retrieved> {
  const present = setup.endpoint();
  if (!present.ok) return err({ code: 'unreachable', detail: noEndpointWords(present.error) });
  const { endpoint, runPodId } = locateRender(render.remoteId, present.value);
  const said = await client.status(endpoint, runPodId, signal);
  if (!said.ok) {
    const { code, detail } = said.error;
    if (code === 'not_found') return err({ code: 'gone', detail });
    return err({ code: code === 'no_key' ? 'unauthorized' : code, detail });
  }
  if (isInHand(said.value)) return err(stillAtIt);
  const read = said.value.state === 'COMPLETED' ? readAnswer(said.value.output, render.attemptId) : null;
  const answer = read?.kind === 'answer' ? read.answer : null;
  if (answer?.type === 'result') return asRetrieved(await writeInlineClip(answer, toPath));
  // Another submission of the attempt has claimed it; what that one makes comes into the object storage.
  const other = answer?.type === 'duplicate' ? await client.status(endpoint, answer.claimed_by, signal) : null;
  if (other?.ok === true && isInHand(other.value)) return err(stillAtIt);
  return err({ code: 'gone', detail: 'RunPod has no clip of this render.' });
}

/** RunPod was taken to have forgotten it, and has not. */
const stillAtIt = { code: 'unreadable', detail: 'RunPod is still at this render.' } as const;

function isInHand({ state }: RunPodStatus): boolean {
  return state === 'IN_QUEUE' || state === 'IN_PROGRESS';
}

function asRetrieved(fetched: Result<null, FetchFailure>): Retrieved {
  if (fetched.ok) return fetched;
  const { code, detail } = fetched.error;
  return err({ code: code === 'differs' ? 'unreadable' : code, detail });
}
