import type { RenderStatus } from '@videoexpress/studio';
import type { Video } from './wire.ts';

/** What a status is read with. */
export interface StatusContext {
  readonly pricePerSecondUsd: number | null;
  /** When the server said so, in milliseconds: each of its answers is a sign of life. */
  readonly saidAtMs: number;
}

/** Null for a word that nobody knows: it says nothing about the render. */
export function statusOf(video: Video, { pricePerSecondUsd, saidAtMs }: StatusContext): RenderStatus | null {
  const seconds = video.inference_time_s ?? null;
  const actualUsd = seconds === null || pricePerSecondUsd === null ? null : seconds * pricePerSecondUsd;
  switch (video.status) {
    case 'queued':
      return { state: 'waiting', progress: { fraction: null, stage: 'Waiting on the server' } };
    case 'in_progress':
      // Vllm-omni measures nothing in between, and its renders may take longer than the studio waits for a sign of life.
      return { state: 'running', progress: progressOf(video), signs: Math.floor(saidAtMs / 1000) };
    case 'completed':
      return { state: 'finished', warnings: [], actualUsd };
    case 'failed':
      return failed(video, actualUsd, pricePerSecondUsd === 0);
    case 'deleted':
      return { state: 'lost' };
    default:
      return null;
  }
}

/** Progress as the server measured it, if it did. */
function progressOf({ progress }: Video): { fraction: number | null; stage: string } {
  const isMeasured = typeof progress === 'number' && progress > 0 && progress <= 100;
  return { fraction: isMeasured ? progress / 100 : null, stage: 'Rendering' };
}

/** Words of a GPU that ran out of memory, as PyTorch and CUDA have them. */
const outOfMemory = /out of memory|OutOfMemoryError|CUBLAS_STATUS_ALLOC_FAILED/i;

function failed({ error }: Video, actualUsd: number | null, isFree: boolean): RenderStatus {
  const words = error?.message?.trim() ?? '';
  const code = error?.code ?? null;
  const detail = [code, words].filter((part) => part !== null && part !== '').join(' ') || 'It gave no reason.';
  const cost = actualUsd === null ? {} : { actualUsd };
  const number = Number(code);
  if (code !== null && number >= 400 && number < 500) {
    const userMessage = `The server refused it: ${words || `error ${number}`}. Nothing was rendered. Change what it names.`;
    return { state: 'failed', code: 'input_rejected', detail, userMessage, billed: false, ...cost };
  }
  const spent = isFree ? 'Nothing was spent.' : 'The time until then was spent.';
  const userMessage = outOfMemory.test(words)
    ? `The server's GPU ran out of memory. ${spent} Use a smaller size or fewer frames.`
    : `The server could not render it. ${spent} Its log says more.`;
  return { state: 'failed', code: 'engine_failed', detail, userMessage, billed: !isFree, ...cost };
}

/** The end of a render that was given up after the time a person set. */
export function gaveUp(limitMs: number): RenderStatus {
  const minutes = Math.round(limitMs / 60_000);
  return {
    state: 'failed',
    code: 'engine_failed',
    detail: `not done ${minutes} minutes after it was sent`,
    userMessage: `The server was not done within ${minutes} minutes and was told to stop. What it rendered until then was spent. Settings can give it longer.`,
    billed: true,
  };
}
