import type { Progress } from '@videoexpress/job-schema';
import { isoTime } from '../clock.ts';

/** Progress with the moment its stage began: that of the report before it while the stage stays the same. */
export function withStageStart(before: Progress | null, progress: Progress, nowMs: number): Progress {
  const isSame = before?.stageStartedAt !== undefined && uncounted(before.stage) === uncounted(progress.stage);
  return { ...progress, stageStartedAt: isSame ? before.stageStartedAt : isoTime(nowMs) };
}

/** A stage that counts, as “Step 12 of 30”, is one stage. */
function uncounted(stage: string): string {
  return stage.replaceAll(/\d+/g, '#');
}
