'use client';

import type { Settings } from '@videoexpress/job-schema';
import dynamic from 'next/dynamic';
import { SectionCard } from '../parts/section-card.tsx';

const CloudBody = dynamic(() => import('./cloud-body.tsx').then((module) => module.CloudBody), { ssr: false });

/** The copy of what the studio knows in a Supabase project of the person's own. */
export function CloudSection({ settings }: { settings: Settings }) {
  return (
    <SectionCard id="cloud" title="Cloud">
      <CloudBody settings={settings} />
    </SectionCard>
  );
}
