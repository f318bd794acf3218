'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useRouteId } from '../../parts/route-id.ts';
import { useSayShownJob } from '../../queue/shown-job.ts';
import { replacePrompt } from './draft-store.ts';
import { GenerateForm } from './generate-form.tsx';
import { Stage } from './stage.tsx';
import { useGenerateForm } from './use-generate-form.ts';
import { useStageJob } from './use-stage-job.ts';

const hasPointer = '(hover: hover) and (pointer: fine)';
const isNarrow = '(max-width: 767px)';

/** The form and the clip. */
export function GenerateTab() {
  const chosen = useRouteId('jobs');
  const promptRef = useRef<HTMLTextAreaElement>(null);
  const router = useRouter();
  // Where the window is narrow, the form is a screen of its own; the clip and the queue are another.
  const isFormScreen = usePathname() === '/';
  const [queuedHere, setQueuedHere] = useState<readonly string[]>([]);

  const form = useGenerateForm((jobs) => {
    setQueuedHere((before) => [...before, ...jobs.map(({ id }) => id)]);
    if (window.matchMedia(isNarrow).matches) {
      router.push('/queue');
      window.scrollTo({ top: 0 });
    } else if (chosen !== null) window.history.pushState(null, '', '/');
  });
  // A touch device would open its keyboard over the page.
  useEffect(() => {
    if (window.matchMedia(hasPointer).matches) promptRef.current?.focus({ preventScroll: true });
  }, []);

  const shown = useStageJob(chosen, queuedHere);
  useSayShownJob(shown.kind === 'job' ? shown.job.id : null);
  const isMine = shown.kind === 'job' && shown.hasClip && chosen === null && queuedHere.includes(shown.job.id);
  const toForm = () => {
    if (!isFormScreen) router.push('/');
    promptRef.current?.focus();
  };
  return (
    <div className="min-h-0 min-w-0 flex-1 md:grid md:grid-cols-[var(--form-width)_minmax(0,1fr)] md:grid-rows-[minmax(0,1fr)]">
      <main className="contents">
        <GenerateForm form={form} promptRef={promptRef} isHiddenWhenNarrow={!isFormScreen} />
        <Stage
          shown={shown}
          isHiddenWhenNarrow={isFormScreen}
          onChooseExample={(prompt) => {
            replacePrompt(prompt);
            form.clearErrors();
            toForm();
          }}
          onStart={toForm}
          onLastClip={isMine ? () => setQueuedHere([]) : null}
        />
      </main>
    </div>
  );
}
