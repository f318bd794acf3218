import type { JobEvent, Progress } from '@videoexpress/job-schema';
import { isoTime } from '../clock.ts';

/**
 * Progress with the moments that no report carries: when its stage began, which is that of the report before it while the
 * stage stays the same, and when the engine began to render.
 */
export function withStageStart(before: Progress | null, progress: Progress, nowMs: number): Progress {
  const isSame = before?.stageStartedAt !== undefined && uncounted(before.stage) === uncounted(progress.stage);
  const renderStartedAt = before?.renderStartedAt;
  return {
    ...progress,
    stageStartedAt: isSame ? before.stageStartedAt : isoTime(nowMs),
    ...(renderStartedAt === undefined ? {} : { renderStartedAt }),
  };
}

/** What was known of a job's progress before an event: work that begins again has not begun to render. */
export function progressBefore(known: Progress, event: JobEvent, nowMs: number): Progress {
  switch (event) {
    case 'claim':
    case 'retry':
    case 'snooze': {
      const { renderStartedAt: _ofLastRun, ...rest } = known;
      return rest;
    }
    case 'started':
      return { ...known, renderStartedAt: isoTime(nowMs) };
    default:
      return known;
  }
}

/** A stage that counts, as “Step 12 of 30”, is one stage. */
function uncounted(stage: string): string {
  return stage.replaceAll(/\d+/g, '#');
}
