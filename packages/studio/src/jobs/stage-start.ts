import type { Progress } from '@videoexpress/job-schema';
import { isoTime } from '../clock.ts';

/** Progress with the moment its stage began: that of the report before it while the stage stays the same. */
export function withStageStart(before: Progress | null, progress: Progress, nowMs: number): Progress {
  const isSame = before?.stage === progress.stage && before.stageStartedAt !== undefined;
  return { ...progress, stageStartedAt: isSame ? before.stageStartedAt : isoTime(nowMs) };
}
