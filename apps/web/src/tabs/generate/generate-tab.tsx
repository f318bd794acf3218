'use client';

import type { Job, JobId } from '@videoexpress/job-schema';
import { usePathname, useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useJobs } from '../../live/live-provider.tsx';
import { JobWatcher } from '../../queue/job-watcher.tsx';
import { queueSections } from '../../queue/queue-order.ts';
import { QueuePanel } from '../../queue/queue-panel.tsx';
import { GenerateForm } from './generate-form.tsx';
import { jobToShow } from './job-to-show.ts';
import { Stage } from './stage.tsx';
import { useGenerateForm } from './use-generate-form.ts';

const hasPointer = '(hover: hover) and (pointer: fine)';
const isNarrow = '(max-width: 767px)';

/** The form, the clip and the queue. */
export function GenerateTab() {
  const jobs = useJobs();
  const sections = useMemo(() => (jobs === undefined ? undefined : queueSections(Object.values(jobs))), [jobs]);
  const [chosen, setChosen] = useState<JobId | null>(null);
  const promptRef = useRef<HTMLTextAreaElement>(null);
  const router = useRouter();
  // Where the window is narrow, the form is a screen of its own; the clip and the queue are another.
  const isFormScreen = usePathname() === '/';

  const toStageWhenNarrow = useCallback(() => {
    if (!window.matchMedia(isNarrow).matches) return;
    router.push('/queue');
    window.scrollTo({ top: 0 });
  }, [router]);
  const form = useGenerateForm(() => {
    setChosen(null);
    toStageWhenNarrow();
  });
  const onShow = useCallback(
    (job: Job) => {
      setChosen(job.id);
      toStageWhenNarrow();
    },
    [toStageWhenNarrow],
  );
  // A touch device would open its keyboard over the page.
  useEffect(() => {
    if (window.matchMedia(hasPointer).matches) promptRef.current?.focus({ preventScroll: true });
  }, []);

  const shownJob = sections === undefined || jobs === undefined ? undefined : jobToShow(jobs, sections, chosen);
  return (
    <div className="min-h-0 flex-1 md:grid md:grid-cols-[var(--form-width)_minmax(0,1fr)] md:max-lg:grid-rows-[minmax(0,1fr)_minmax(0,40%)] lg:grid-cols-[var(--form-width)_minmax(0,1fr)_var(--queue-width)] lg:grid-rows-[minmax(0,1fr)]">
      <main className="contents">
        <GenerateForm form={form} promptRef={promptRef} isHiddenWhenNarrow={!isFormScreen} />
        <Stage
          job={shownJob}
          isHiddenWhenNarrow={isFormScreen}
          onChooseExample={(prompt) => {
            form.setPrompt(prompt);
            if (!isFormScreen) router.push('/');
            promptRef.current?.focus();
          }}
        />
      </main>
      <div className={`flex min-h-0 flex-col md:max-lg:col-span-2 *:flex-1 ${isFormScreen ? 'max-md:hidden' : ''}`}>
        <QueuePanel sections={sections} shownJob={shownJob ?? null} onShow={onShow} />
      </div>
      {sections === undefined || jobs === undefined ? null : <JobWatcher jobs={jobs} sections={sections} />}
    </div>
  );
}
