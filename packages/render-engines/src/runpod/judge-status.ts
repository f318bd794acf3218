import type { FailureCode } from '@videoexpress/job-schema';
import type { WorkerResult } from '@videoexpress/job-schema/worker';
import type { RenderRef, RenderStatus } from '@videoexpress/studio';
import { costSentence } from '../gpu-worker/cost-words.ts';
import { readAnswer } from '../gpu-worker/read-answer.ts';
import { readFailure } from '../gpu-worker/read-failure.ts';
import type { KnownAttempt } from './attempt-memory.ts';
import type { RunPodStatus } from './runpod-answers.ts';

/** What a status comes to. `lost_result`: it is over without an answer, so the object storage is to be asked first. */
export type Judged =
  | { readonly kind: 'status'; readonly status: RenderStatus }
  | { readonly kind: 'duplicate'; readonly claimedBy: string }
  | { readonly kind: 'result'; readonly result: WorkerResult }
  | { readonly kind: 'no_result'; readonly otherwise: RenderStatus };

export interface JudgeContext {
  readonly pricePerSecondUsd: number | null;
  /** What a job that no worker has taken yet waits for. */
  readonly waitingStage: string;
}

/** Says what a status of RunPod's means for a render. */
export function judgeStatus(
  said: RunPodStatus,
  { attemptId }: RenderRef,
  attempt: KnownAttempt,
  context: JudgeContext,
): Judged {
  const { executionMs } = said;
  const usd = costOf(executionMs, context.pricePerSecondUsd);
  switch (said.state) {
    case 'IN_QUEUE':
      return status({ state: 'waiting', progress: { fraction: null, stage: context.waitingStage } });
    case 'IN_PROGRESS': {
      const progress = attempt.reader.read(said.output);
      const signs = attempt.reader.signs;
      return status({ state: 'running', progress: { ...progress, ...(usd === null ? {} : { costUsd: usd }) }, signs });
    }
    case 'COMPLETED': {
      const read = readAnswer(said.output, attemptId);
      if (read.kind === 'answer') {
        return read.answer.type === 'result'
          ? { kind: 'result', result: read.answer }
          : { kind: 'duplicate', claimedBy: read.answer.claimed_by };
      }
      const words = read.kind === 'other_version' ? read.userMessage : "The GPU worker's answer cannot be read.";
      const detail = read.kind === 'other_version' ? read.userMessage : read.detail;
      const way = read.kind === 'other_version' ? '' : "See that the endpoint runs this studio's worker.";
      return ended('engine_failed', detail, words, way, { usd, billed: true });
    }
    case 'FAILED': {
      const { code, detail, what, way } = readFailure(said.error);
      return ended(code, detail, what, way, { usd, billed: executionMs !== 0 });
    }
    case 'TIMED_OUT': {
      if (executionMs === null || executionMs === 0) {
        const what = 'No GPU took the job before its time at RunPod was over.';
        return ended('engine_failed', 'TIMED_OUT', what, "Look at the endpoint's workers.", { usd, billed: false });
      }
      const what = 'RunPod stopped the render at its time limit.';
      const way = 'Choose fewer steps or frames, or raise the limit in Settings.';
      return ended('engine_failed', 'TIMED_OUT', what, way, { usd, billed: true });
    }
    case 'CANCELLED': {
      // Whoever cancelled it there did not want it to run again by itself, which only what was billed does not.
      const what = `The job was cancelled at RunPod. ${costSentence(usd, executionMs !== null && executionMs > 0)}`;
      return {
        kind: 'no_result',
        otherwise: {
          ...failure('engine_failed', 'CANCELLED', `${what} Generate again.`),
          billed: true,
          actualUsd: usd,
        },
      };
    }
  }
}

/** US dollars of a time that was worked; null: not known. */
export function costOf(executionMs: number | null, pricePerSecondUsd: number | null): number | null {
  return executionMs === null || pricePerSecondUsd === null ? null : (executionMs / 1000) * pricePerSecondUsd;
}

function status(said: RenderStatus): Judged {
  return { kind: 'status', status: said };
}

function ended(
  code: FailureCode,
  detail: string,
  what: string,
  way: string,
  { usd, billed }: { readonly usd: number | null; readonly billed: boolean },
): Judged {
  const words = [what, costSentence(usd, billed), way].filter((part) => part !== '').join(' ');
  return { kind: 'no_result', otherwise: { ...failure(code, detail, words), billed, actualUsd: billed ? usd : 0 } };
}

function failure(code: FailureCode, detail: string, userMessage: string) {
  return { state: 'failed', code, detail, userMessage } as const;
}
