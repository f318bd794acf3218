'use client';

import type { Job } from '@videoexpress/job-schema';
import { X } from 'lucide-react';
import { type ComponentProps, memo, type ReactNode } from 'react';
import { useQueue } from '../live/live-provider.tsx';
import { MoreMenu } from '../parts/more-menu.tsx';
import { useNowMs } from '../parts/now.ts';
import { formatClipSeconds } from '../words/durations.ts';
import { shortTitle, stageWords } from '../words/job-words.ts';
import { clipSeconds } from './cost-words.ts';
import { FactLine, JobFrame } from './job-frame.tsx';
import { JobThumb } from './job-thumb.tsx';
import { revealed, RowButton, rowButtonHeight } from './row-button.tsx';
import { useJobActions } from './use-job-actions.ts';
import { useRowMenu } from './use-row-menu.tsx';
import { pausedWords, startWords } from './waiting-words.ts';

/** Every row of a waiting job is this high, in pixels, so that a long list can be drawn in part. */
export const queuedRowHeight = 60;

export interface QueuedRowProps extends Omit<ComponentProps<'li'>, 'children'> {
  readonly job: Job;
  readonly isShown: boolean;
  /** When it should start, in milliseconds since 1970; undefined where nobody can tell. */
  readonly startsAtMs: number | undefined;
  /** What a pointer or a key moves it by, in place of its plain picture. */
  readonly grip?: ReactNode;
}

/** A job that waits: when it starts, where that can be told, else how long its clip will be. */
export const QueuedRow = memo(function QueuedRow({ job, isShown, startsAtMs, grip, ...rest }: QueuedRowProps) {
  const { cancel } = useJobActions();
  const menu = useRowMenu();
  const nowMs = useNowMs();
  const pauses = useQueue()?.enginePauses ?? [];
  const title = shortTitle(job);
  const seconds = clipSeconds(job);
  const words = nowMs === 0 ? null : startWords(job, startsAtMs, nowMs);
  return (
    <JobFrame
      {...rest}
      job={job}
      isShown={isShown}
      thumb={grip ?? <JobThumb job={job} />}
      actions={
        <>
          <MoreMenu
            label={`More for ${title}`}
            items={() => menu.queued(job)}
            className={`${rowButtonHeight} ${revealed}`}
          />
          <RowButton label={`Cancel ${title}`} disabled={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
            <X aria-hidden="true" size={16} strokeWidth={1.75} />
          </RowButton>
        </>
      }
    >
      <FactLine
        left={pausedWords(job, pauses, nowMs) ?? stageWords(job)}
        right={words ?? (seconds === null ? null : formatClipSeconds(seconds))}
      />
    </JobFrame>
  );
});
