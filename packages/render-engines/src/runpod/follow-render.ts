import { err, ok, type Result } from '@videoexpress/job-schema';
import type { WorkerResult } from '@videoexpress/job-schema/worker';
import type { EngineError, RenderRef, RenderStatus } from '@videoexpress/studio';
import type { KnownAttempt } from './attempt-memory.ts';
import { type EndpointAddress, isNamedByRunPod, locateRender, nameRender } from './endpoint-address.ts';
import { costOf, judgeStatus } from './judge-status.ts';
import { storedResult } from './render-objects.ts';
import type { RunPodStatus } from './runpod-answers.ts';
import type { AskFailure } from './runpod-client.ts';
import { priceNow } from './price-now.ts';
import { noEndpointWords, type RunPodParts } from './runpod-parts.ts';
import { waitingWords } from './waiting-words.ts';

/** RunPod may for a moment not know a job that it has: only after this is it taken for forgotten. */
const forgottenAfterMs = 20_000;

/** Asks RunPod, and where it has nothing to say any more the object storage, where a render stands. */
export async function followRender(
  parts: RunPodParts,
  render: RenderRef,
  signal: AbortSignal,
): Promise<Result<RenderStatus, EngineError>> {
  const present = parts.setup.endpoint();
  if (!present.ok) return err({ code: 'unreachable', detail: noEndpointWords(present.error) });
  const attempt = parts.memory.of(render.attemptId);
  const { endpoint, runPodId } = locateRender(render.remoteId, present.value);
  const said = await parts.client.status(endpoint, runPodId, signal);
  const status = said.ok
    ? await followStatus(parts, { render, attempt, endpoint, runPodId }, said.value, signal)
    : await followSilence(parts, { render, attempt, endpoint, runPodId }, said.error, signal);
  if (status.ok && (status.value.state === 'waiting' || status.value.state === 'running')) attempt.last = status.value;
  return status;
}

interface Followed {
  readonly render: RenderRef;
  readonly attempt: KnownAttempt;
  readonly endpoint: EndpointAddress;
  readonly runPodId: string;
}

async function followStatus(
  parts: RunPodParts,
  followed: Followed,
  said: RunPodStatus,
  signal: AbortSignal,
): Promise<Result<RenderStatus, EngineError>> {
  const { render, attempt, endpoint } = followed;
  attempt.missingSinceMs = null;
  const isWaiting = said.state === 'IN_QUEUE';
  const price = await priceNow(parts, endpoint, { isOver: !isWaiting && said.state !== 'IN_PROGRESS' });
  const judged = judgeStatus(said, render, attempt, {
    pricePerSecondUsd: price,
    waitingStage: isWaiting ? waitingWords(parts.watch.glance(endpoint)) : '',
  });
  switch (judged.kind) {
    case 'status':
      return ok(judged.status);
    case 'result':
      return ok(finished(attempt, judged.result, said.executionMs, price));
    case 'duplicate':
      return followDuplicate(parts, followed, judged.claimedBy, said, signal);
    case 'no_result': {
      // What a worker stored before it, or RunPod, failed is paid for and as good as ever.
      const stored = await lookForResult(parts, render, signal);
      if (!stored.ok) return stored;
      return ok(stored.value === null ? judged.otherwise : finished(attempt, stored.value, said.executionMs, price));
    }
  }
}

/** Another submission of the attempt has it in hand, or had. */
async function followDuplicate(
  parts: RunPodParts,
  { render, attempt, endpoint, runPodId }: Followed,
  claimedBy: string,
  said: RunPodStatus,
  signal: AbortSignal,
): Promise<Result<RenderStatus, EngineError>> {
  if (!attempt.duplicates.has(runPodId)) attempt.duplicateMs += said.executionMs ?? 0;
  attempt.duplicates.add(runPodId);
  if (!attempt.duplicates.has(claimedBy)) {
    const remoteId = nameRender(endpoint, claimedBy);
    attempt.remoteId = remoteId;
    return ok({ state: 'moved', remoteId });
  }
  const stored = await lookForResult(parts, render, signal);
  if (!stored.ok) return stored;
  if (stored.value !== null)
    return ok(finished(attempt, stored.value, null, await priceNow(parts, endpoint, { isOver: true })));
  return ok({
    state: 'failed',
    code: 'engine_failed',
    detail: `${runPodId} and ${claimedBy} each say that the other one renders`,
    userMessage:
      'Two submissions of this job each left it to the other one. GPU time was billed for starting. Try again.',
    billed: true,
    actualUsd: null,
  });
}

/** RunPod did not say where it stands. */
async function followSilence(
  parts: RunPodParts,
  { render, attempt, endpoint }: Followed,
  failure: AskFailure,
  signal: AbortSignal,
): Promise<Result<RenderStatus, EngineError>> {
  const { code, detail } = failure;
  if (code === 'unreachable' || code === 'unreadable') return err({ code, detail });
  const stored = await lookForResult(parts, render, signal);
  if (!stored.ok) return stored;
  if (stored.value !== null)
    return ok(finished(attempt, stored.value, null, await priceNow(parts, endpoint, { isOver: true })));
  if (code === 'unauthorized' || code === 'no_key') return err({ code: 'unauthorized', detail });
  const now = parts.deps.clock.monotonic();
  attempt.missingSinceMs ??= now;
  // What it was last seen at is not known after a restart, and that it was there is.
  const isNamed = attempt.remoteId !== null || isNamedByRunPod(render.remoteId);
  const wasThere = attempt.last ?? (isNamed ? ({ state: 'waiting' } as const) : null);
  const isFresh = now - attempt.missingSinceMs < forgottenAfterMs;
  return ok(wasThere !== null && isFresh ? wasThere : { state: 'lost' });
}

function finished(
  attempt: KnownAttempt,
  result: WorkerResult,
  executionMs: number | null,
  price: number | null,
): RenderStatus {
  const { base64: _clip, ...video } = result.video;
  attempt.result = { ...result, video };
  const workedMs = (executionMs ?? result.seconds.total * 1000) + attempt.duplicateMs;
  return { state: 'finished', warnings: [], actualUsd: costOf(workedMs, price) };
}

/** Null: there is none, or no storage where one could be. */
async function lookForResult(
  { deps }: RunPodParts,
  render: RenderRef,
  signal: AbortSignal,
): Promise<Result<WorkerResult | null, EngineError>> {
  const store = await deps.objects.current();
  return store === null ? ok(null) : storedResult(store, render, signal);
}
