'use client';

import type { Engine, EngineModel } from '@videoexpress/job-schema';
import { ChevronsUpDown } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useId, useRef, useState } from 'react';
import { EngineLine, lineShape } from './engine-line.tsx';
import type { RunsOn } from './job-request.ts';
import type { EstimateSum } from './use-estimates.ts';

const EngineList = dynamic(() => import('./engine-list.tsx').then((module) => module.EngineList), { ssr: false });

interface EnginePickerProps {
  readonly engines: readonly Engine[];
  readonly on: RunsOn;
  readonly kind: EngineModel['kinds'][number];
  readonly estimate: EstimateSum;
  readonly onChoose: (engine: string, model: string) => void;
}

/** What will run. Where there is a choice, the line opens to a list of lines like it. */
export function EnginePicker({ engines, on, kind, estimate, onChoose }: EnginePickerProps) {
  const [isOpen, setIsOpen] = useState(false);
  const list = useId();
  const button = useRef<HTMLButtonElement>(null);
  const offered = engines.flatMap((engine) => engine.models.map((model) => ({ engine, model })));
  const line = <EngineLine {...on} estimate={estimate} />;
  const { status, caution } = on.engine.health;
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
        <EngineList id={list} offered={offered} on={on} kind={kind} onChoose={onChoose} onClose={close} />
      ) : null}
      {caution !== undefined && status === 'ok' ? (
        <p className="border-t border-line px-2.5 py-1.5 text-meta text-warning">{caution}</p>
      ) : null}
    </div>
  );
}
