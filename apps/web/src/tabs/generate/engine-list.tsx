'use client';

import type { Engine, EngineModel } from '@videoexpress/job-schema';
import { Check } from 'lucide-react';
import { EngineLine, lineShape, noEstimate } from './engine-line.tsx';
import type { RunsOn } from './job-request.ts';

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
              <EngineLine engine={engine} model={model} estimate={noEstimate} />
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
