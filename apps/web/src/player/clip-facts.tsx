'use client';

import { type Asset, assetWarnings, type Job } from '@videoexpress/job-schema';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEngines } from '../live/live-provider.tsx';
import { formatClipSeconds } from '../words/durations.ts';
import { inputNumber } from '../words/job-words.ts';
import { formatCost } from '../words/money.ts';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <dt className="text-text-3">{label}</dt>
      <dd className="whitespace-nowrap">{children}</dd>
    </div>
  );
}

/** Everything the clip was made from, as the job resolved it. */
export function ClipFacts({ job, asset }: { job: Job; asset: Asset | undefined }) {
  const engines = useEngines();
  const engine = engines?.find((known) => known.id === job.engine)?.label ?? job.engine;
  const width = inputNumber(job, 'width');
  const height = inputNumber(job, 'height');
  const frames = inputNumber(job, 'num_frames');
  const fps = inputNumber(job, 'fps');
  const seed = inputNumber(job, 'seed');
  const cost = formatCost(job.cost?.actualUsd);
  return (
    <div className="grid gap-4">
      {asset?.warnings.map((warning) => (
        <p key={warning} className="flex gap-2 text-meta text-text-2">
          <TriangleAlert aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-warning" />
          {assetWarnings[warning]}
        </p>
      ))}
      <dl className="flex flex-wrap gap-x-8 gap-y-3 text-meta">
        {seed === null ? null : (
          <Fact label="Seed">
            <span className="font-mono select-all">{seed}</span>
          </Fact>
        )}
        {width === null || height === null ? null : (
          <Fact label="Size">
            {width} × {height}
          </Fact>
        )}
        {frames === null || fps === null ? null : (
          <Fact label="Length">
            {formatClipSeconds(frames / fps)}, {frames} frames, {fps} fps
          </Fact>
        )}
        <Fact label="Engine">{engine}</Fact>
        {cost === null ? null : <Fact label="Cost">{cost}</Fact>}
      </dl>
    </div>
  );
}
