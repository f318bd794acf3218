'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useMemo, useRef } from 'react';
import { useJobs } from '../../live/live-provider.tsx';
import { useRouteId } from '../../parts/route-id.ts';
import { queueSections } from '../../queue/queue-order.ts';
import { useSayShownJob } from '../../queue/shown-job.ts';
import { replacePrompt } from './draft-store.ts';
import { GenerateForm } from './generate-form.tsx';
import { jobToShow } from './job-to-show.ts';
import { Stage } from './stage.tsx';
import { useGenerateForm } from './use-generate-form.ts';

const hasPointer = '(hover: hover) and (pointer: fine)';
const isNarrow = '(max-width: 767px)';

/** The form and the clip. */
export function GenerateTab() {
  const jobs = useJobs();
  const sections = useMemo(() => (jobs === undefined ? undefined : queueSections(Object.values(jobs))), [jobs]);
  const chosen = useRouteId('jobs');
  const promptRef = useRef<HTMLTextAreaElement>(null);
  const router = useRouter();
  // Where the window is narrow, the form is a screen of its own; the clip and the queue are another.
  const isFormScreen = usePathname() === '/';

  const form = useGenerateForm(() => {
    if (window.matchMedia(isNarrow).matches) {
      router.push('/queue');
      window.scrollTo({ top: 0 });
    } else if (chosen !== null) window.history.pushState(null, '', '/');
  });
  // A touch device would open its keyboard over the page.
  useEffect(() => {
    if (window.matchMedia(hasPointer).matches) promptRef.current?.focus({ preventScroll: true });
  }, []);

  const shownJob = sections === undefined || jobs === undefined ? undefined : jobToShow(jobs, sections, chosen);
  useSayShownJob(shownJob?.id ?? null);
  return (
    <div className="min-h-0 min-w-0 flex-1 md:grid md:grid-cols-[var(--form-width)_minmax(0,1fr)] md:grid-rows-[minmax(0,1fr)]">
      <main className="contents">
        <GenerateForm form={form} promptRef={promptRef} isHiddenWhenNarrow={!isFormScreen} />
        <Stage
          job={shownJob}
          isHiddenWhenNarrow={isFormScreen}
          onChooseExample={(prompt) => {
            replacePrompt(prompt);
            form.clearErrors();
            if (!isFormScreen) router.push('/');
            promptRef.current?.focus();
          }}
        />
      </main>
    </div>
  );
}
