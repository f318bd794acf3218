'use client';

import type { Settings } from '@videoexpress/job-schema';
import { SectionCard } from '../parts/section-card.tsx';

export function KeyboardSection(_: Pick<Settings, 'shortcuts'>) {
  return (
    <SectionCard id="keyboard" title="Keyboard">
      <p className="px-4 py-3 text-meta text-text-2">…</p>
    </SectionCard>
  );
}
