'use client';

import type { Settings } from '@videoexpress/job-schema';
import dynamic from 'next/dynamic';
import { SectionCard } from '../parts/section-card.tsx';

/** Not among what the page needs to be alive. */
const CrashReportsBody = dynamic(() => import('./crash-reports-body.tsx').then((module) => module.CrashReportsBody), {
  loading: () => <div className="min-h-24" />,
});

/** Whether crashes are reported, and the way to what is sent. */
export function CrashReportsSection({ crashReports }: Pick<Settings, 'crashReports'>) {
  return (
    <SectionCard id="crash-reports" title="Crash reports">
      <CrashReportsBody isOn={crashReports} />
    </SectionCard>
  );
}
