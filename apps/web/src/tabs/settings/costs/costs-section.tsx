'use client';

import dynamic from 'next/dynamic';
import type { Engine, Settings } from '@videoexpress/job-schema';
import { SectionCard } from '../parts/section-card.tsx';

const CostsBody = dynamic(() => import('./costs-body.tsx').then((module) => module.CostsBody), { ssr: false });

interface CostsSectionProps {
  readonly engines: readonly Engine[];
  readonly settings: Settings;
}

/** What renders cost, and what they may. */
export function CostsSection(props: CostsSectionProps) {
  return (
    <SectionCard id="costs" title="Costs">
      <CostsBody {...props} />
    </SectionCard>
  );
}
