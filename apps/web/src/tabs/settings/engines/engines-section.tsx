'use client';

import type { Engine, Settings } from '@videoexpress/job-schema';
import { SectionCard } from '../parts/section-card.tsx';
import { EngineRows } from './engine-rows.tsx';

interface EnginesSectionProps {
  readonly engines: readonly Engine[];
  readonly settings: Settings;
}

/** The places to render. */
export function EnginesSection({ engines, settings }: EnginesSectionProps) {
  return (
    <SectionCard id="engines" title="Engines">
      {engines.map((engine) => (
        <EngineRows
          key={engine.id}
          engine={engine}
          values={settings.engines[engine.id] ?? {}}
          defaultEngine={settings.defaultEngine}
        />
      ))}
    </SectionCard>
  );
}
