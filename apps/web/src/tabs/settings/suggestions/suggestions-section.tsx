'use client';

import type { Settings } from '@videoexpress/job-schema';
import dynamic from 'next/dynamic';
import { SectionCard } from '../parts/section-card.tsx';

/** Not among what the page needs to be alive. */
const SuggestionsBody = dynamic(() => import('./suggestions-body.tsx').then((module) => module.SuggestionsBody), {
  loading: () => <div className="min-h-24" />,
});

/** Who suggests titles, captions and tags. */
export function SuggestionsSection({ captions }: Pick<Settings, 'captions'>) {
  return (
    <SectionCard id="suggestions" title="Suggestions">
      <SuggestionsBody captions={captions} />
    </SectionCard>
  );
}
