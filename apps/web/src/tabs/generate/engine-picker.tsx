'use client';

import type { Engine, EngineModel } from '@videoexpress/job-schema';
import { Check, ChevronsUpDown } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { HealthLight } from '../../parts/health-light.tsx';
import { formatPrice } from '../../words/money.ts';
import type { RunsOn } from './job-request.ts';
import { costWords, roughSeconds } from './price-words.ts';
import type { EstimateSum } from './use-estimates.ts';

const noEstimate: EstimateSum = { seconds: null, costUsd: null };

interface LineProps {
  readonly engine: Engine;
  readonly model: EngineModel;
  readonly estimate: EstimateSum;
}

/** One line of the picker: how it is doing, what it is and where it runs, what it costs and takes. */
function Line({ engine, model, estimate }: LineProps) {
  const isWell = engine.health.status === 'ok';
  const name = model.label === engine.label ? engine.label : `${model.label}, ${engine.label}`;
  const cost = estimate === noEstimate ? formatPrice(model.pricePerSecondUsd) : costWords(model, estimate);
  return (
    <>
      <HealthLight status={engine.health.status} />
      <span className="grid min-w-0 flex-1 text-left">
        <span className="truncate font-medium">{name}</span>
        <span className={`text-meta ${isWell ? 'text-text-2' : 'text-warning'}`}>
          {isWell ? (model.needs ?? engine.notice) : engine.health.detail}
        </span>
      </span>
      <span className="grid shrink-0 text-right text-meta text-text-2">
        <span>{cost}</span>
        <span>{estimate.seconds === null ? '' : `~${roughSeconds(estimate.seconds)}`}</span>
      </span>
    </>
  );
}

interface EnginePickerProps {
  readonly engines: readonly Engine[];
  readonly on: RunsOn;
  readonly kind: EngineModel['kinds'][number];
  readonly estimate: EstimateSum;
  readonly onChoose: (engine: string, model: string) => void;
}

const lineShape = 'flex min-h-12 w-full items-center gap-2.5 px-2.5 py-1.5';

/** What will run. Where there is a choice, the line opens to a list of lines like it. */
export function EnginePicker({ engines, on, kind, estimate, onChoose }: EnginePickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  const list = useId();
  const button = useRef<HTMLButtonElement>(null);
  const offered = engines.flatMap((engine) => engine.models.map((model) => ({ engine, model })));
  const line = <Line {...on} estimate={estimate} />;
  if (offered.length < 2) return <div className={`${lineShape} rounded-2 border border-line`}>{line}</div>;
  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  return (
    <div className="overflow-hidden rounded-2 border border-line">
      <button
        ref={button}
        type="button"
        aria-expanded={isOpen}
        aria-controls={list}
        onClick={() => setIsOpen(!isOpen)}
        className={`${lineShape} hover:bg-surface-2`}
      >
        {line}
        <ChevronsUpDown aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-text-2" />
      </button>
      {isOpen ? (
        <ul
          id={list}
          aria-label="Engines and models"
          onKeyDown={(key) => {
            if (key.key !== 'Escape') return;
            key.stopPropagation();
            close();
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
                    close();
                  }}
                  className={`${lineShape} hover:bg-surface-2 disabled:opacity-60 aria-[current=true]:bg-surface-3`}
                >
                  <Line engine={engine} model={model} estimate={noEstimate} />
                  <span className="size-4 shrink-0">
                    {isChosen ? <Check aria-hidden="true" size={16} strokeWidth={1.75} /> : null}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      ) : null}
    </div>
  );
}
