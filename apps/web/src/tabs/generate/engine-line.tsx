'use client';

import type { Engine, EngineModel } from '@videoexpress/job-schema';
import { HealthLight } from '../../parts/health-light.tsx';
import { priceWords } from './price-words.ts';
import type { EstimateSum } from './use-estimates.ts';

export const lineShape = 'flex min-h-12 w-full items-center gap-2.5 px-2.5 py-1.5';

interface LineProps {
  readonly engine: Engine;
  readonly model: EngineModel;
  readonly estimate: EstimateSum;
}

/** One line of the picker: how it is doing, what it is and where it runs, what it costs and takes. */
export function EngineLine({ engine, model, estimate }: LineProps) {
  const isWell = engine.health.status === 'ok';
  const name = model.label === engine.label ? engine.label : `${model.label}, ${engine.label}`;
  return (
    <>
      <HealthLight status={engine.health.status} />
      <span className="grid min-w-0 flex-1 text-left text-meta text-text-2">
        <span className="flex flex-wrap items-baseline justify-between gap-x-2">
          <span className="text-body font-medium text-text-1">{name}</span>
          <span className="tabular-nums">{priceWords(model, estimate)}</span>
        </span>
        <span className={isWell ? '' : 'text-warning'}>
          {isWell ? (model.needs ?? engine.notice) : engine.health.detail}
        </span>
      </span>
    </>
  );
}
