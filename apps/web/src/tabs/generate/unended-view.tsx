'use client';

import { type Job, firstRoutes, routeUrl } from '@videoexpress/job-schema';
import { History, X } from 'lucide-react';
import { useState } from 'react';
import { useEngines, useQueue } from '../../live/live-provider.tsx';
import { Button } from '../../parts/button.tsx';
import { useNowMs } from '../../parts/now.ts';
import { ProgressBar } from '../../parts/progress-bar.tsx';
import { pictureBox } from '../../player/picture-box.ts';
import { soFarWords } from '../../queue/cost-words.ts';
import { ElapsedTime } from '../../queue/job-times.tsx';
import { useJobActions } from '../../queue/use-job-actions.ts';
import { pausedWords } from '../../queue/waiting-words.ts';
import { jobTitle, percentOf, stageWords } from '../../words/job-words.ts';

interface UnendedViewProps {
  readonly job: Job;
  /** Goes back to the clip that was shown before; null where there is none. */
  readonly onLastClip: (() => void) | null;
}

/** A job on its way, in the place where its clip will be: its newest frame where the engine sends one. */
export function UnendedView({ job, onLastClip }: UnendedViewProps) {
  const { cancel } = useJobActions();
  const { fraction, previewId: newestId } = job.progress;
  // A frame goes with the daemon that drew it; without it the stage is as before the first frame.
  const [lostId, setLostId] = useState<string | null>(null);
  const previewId = newestId === lostId ? undefined : newestId;
  const waits = job.state === 'queued';
  const soFar = soFarWords(job, useEngines() ?? []);
  const pauses = useQueue()?.enginePauses ?? [];
  const nowMs = useNowMs();
  const words = (waits ? pausedWords(job, pauses, nowMs) : null) ?? stageWords(job);
  return (
    <>
      <div className="relative shrink-0 overflow-hidden bg-well text-on-picture" style={pictureBox(job)}>
        {previewId === undefined ? null : (
          <img
            src={routeUrl(firstRoutes.getJobPreview, { id: job.id }, { v: previewId })}
            alt="The newest frame"
            onError={() => setLostId(previewId)}
            className="absolute inset-0 size-full object-contain"
          />
        )}
        <div
          data-theme="dark"
          className={
            previewId === undefined
              ? 'grid size-full place-items-center p-6'
              : 'absolute inset-x-0 bottom-0 grid justify-items-center bg-over-picture p-4'
          }
        >
          <div className="grid w-full max-w-[320px] gap-3">
            <p className="flex items-baseline justify-between gap-4 text-on-picture">
              <span className="text-read">{words}</span>
              <span className="text-hero font-semibold">
                {waits || fraction === null ? null : `${percentOf(fraction)} %`}
              </span>
            </p>
            {waits ? null : <ProgressBar fraction={fraction} label={jobTitle(job)} stage={stageWords(job)} />}
            <p className="flex min-h-4 justify-between gap-4 text-meta text-on-picture">
              <ElapsedTime job={job} />
              {soFar}
            </p>
          </div>
        </div>
      </div>
      <div className="flex gap-2 px-4 pt-4">
        <Button disabled={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
          <X aria-hidden="true" size={16} strokeWidth={1.75} />
          Cancel
        </Button>
        {onLastClip === null ? null : (
          <Button tone="bare" onClick={onLastClip}>
            <History aria-hidden="true" size={16} strokeWidth={1.75} />
            Show the last clip
          </Button>
        )}
      </div>
    </>
  );
}
