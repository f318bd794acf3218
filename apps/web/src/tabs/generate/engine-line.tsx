import type { Engine, EngineModel } from '@videoexpress/job-schema';
import { PencilLine } from 'lucide-react';
import { HealthLight } from '../../parts/health-light.tsx';
import { formatPrice } from '../../words/money.ts';

/** What will run, in the engine's own honest words, and what it costs where it is not free. */
export function EngineLine({ engine, model }: { engine: Engine; model: EngineModel }) {
  const well = engine.health.status === 'ok';
  return (
    <div className="flex min-h-12 items-center gap-2.5 rounded-2 border border-line px-2.5 py-1.5">
      {well ? (
        <PencilLine aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-text-2" />
      ) : (
        <HealthLight status={engine.health.status} />
      )}
      <p className="grid min-w-0 flex-1">
        <span className="font-medium">{engine.label}</span>
        <span className="text-meta text-text-2">{well ? engine.notice : engine.health.detail}</span>
      </p>
      {model.pricePerSecondUsd === 0 ? null : (
        <span className="text-meta whitespace-nowrap text-text-2">{formatPrice(model.pricePerSecondUsd)}</span>
      )}
    </div>
  );
}
