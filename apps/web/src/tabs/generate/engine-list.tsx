'use client';

import type { Engine, EngineModel } from '@videoexpress/job-schema';
import { Check } from 'lucide-react';
import { useStoredValue } from '../../stored/stored-value.ts';
import { draftStore } from './draft-store.ts';
import { EngineLine, lineShape } from './engine-line.tsx';
import { jobRequest, planOf, type RunsOn } from './job-request.ts';
import { useEstimates } from './use-estimates.ts';

interface EngineListProps {
  readonly id: string;
  readonly offered: readonly RunsOn[];
  readonly on: RunsOn;
  readonly kind: EngineModel['kinds'][number];
  readonly onChoose: (engine: Engine['id'], model: EngineModel['id']) => void;
  readonly onClose: () => void;
}

/** Every engine with each of its models, to choose one. */
export function EngineList({ id, offered, on, kind, onChoose, onClose }: EngineListProps) {
  return (
    <ul
      id={id}
      aria-label="Engines and models"
      onKeyDown={(key) => {
        if (key.key !== 'Escape') return;
        key.stopPropagation();
        onClose();
      }}
    >
      {offered.map(({ engine, model }) => {
        const isChosen = engine.id === on.engine.id && model.id === on.model.id;
        const cannot = !model.kinds.includes(kind);
        return (
          <li key={`${engine.id}/${model.id}`} className="border-t border-line">
            <button
              type="button"
              aria-current={isChosen}
              disabled={cannot}
              title={cannot ? 'Not for what the form makes at this moment' : undefined}
              onClick={() => {
                onChoose(engine.id, model.id);
                onClose();
              }}
              className={`${lineShape} hover:bg-surface-2 disabled:opacity-60 aria-[current=true]:bg-surface-3`}
            >
              <EstimatedLine on={{ engine, model }} cannot={cannot} />
              <span className="size-4 shrink-0">
                {isChosen ? <Check aria-hidden="true" size={16} strokeWidth={1.75} /> : null}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** A line with what one clip of the form, as it stands, would cost and take there. */
function EstimatedLine({ on, cannot }: { on: RunsOn; cannot: boolean }) {
  const draft = useStoredValue(draftStore);
  const isPossible = !cannot && planOf(draft, on) !== null;
  return <EngineLine {...on} estimate={useEstimates(isPossible ? [jobRequest(draft, on)] : [])} />;
}
