'use client';

import type { Job } from '@videoexpress/job-schema';
import { X } from 'lucide-react';
import { memo } from 'react';
import { MoreMenu } from '../parts/more-menu.tsx';
import { useNowMs } from '../parts/now.ts';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { shortTitle, stageWords } from '../words/job-words.ts';
import { DoubleChargeMark } from './double-charge-mark.tsx';
import { FactLine, JobFrame } from './job-frame.tsx';
import { JobThumb } from './job-thumb.tsx';
import { ElapsedTime } from './job-times.tsx';
import { RunningCost } from './running-cost.tsx';
import { revealed, RowButton, rowButtonHeight } from './row-button.tsx';
import { stageWithClock } from './running-words.ts';
import { useJobActions } from './use-job-actions.ts';
import { useRowMenu } from './use-row-menu.tsx';

/** A job under way: what it is doing, how far it is, and for how long. */
export const RunningRow = memo(function RunningRow({ job, isShown }: { job: Job; isShown: boolean }) {
  const { cancel } = useJobActions();
  const menu = useRowMenu();
  const nowMs = useNowMs();
  const title = shortTitle(job);
  return (
    <JobFrame
      job={job}
      isShown={isShown}
      thumb={<JobThumb job={job} />}
      actions={
        <>
          <MoreMenu
            label={`More for ${title}`}
            items={() => menu.running(job)}
            className={`${rowButtonHeight} ${revealed}`}
          />
          <RowButton label={`Cancel ${title}`} disabled={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
            <X aria-hidden="true" size={16} strokeWidth={1.75} />
          </RowButton>
        </>
      }
      foot={<ProgressBar fraction={job.progress.fraction} label={title} stage={stageWords(job)} />}
    >
      <FactLine left={stageWithClock(job, nowMs)} right={<ElapsedTime job={job} />} isActive />
      <RunningCost job={job} />
      <DoubleChargeMark job={job} />
    </JobFrame>
  );
});
