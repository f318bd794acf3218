'use client';

import { type Asset, assetWarnings, type Job } from '@videoexpress/job-schema';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEngines } from '../live/live-provider.tsx';
import { copyText } from '../parts/copy-text.ts';
import { formatClipSeconds, formatElapsed } from '../words/durations.ts';
import { jobCostWords } from '../queue/cost-words.ts';
import { clickToRenderMs } from '../queue/running-words.ts';
import { inputNumber } from '../words/job-words.ts';
import { AttemptCosts } from './attempt-costs.tsx';
import { modelNamed, parameterFacts } from '../words/parameter-words.ts';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <dt className="text-text-3">{label}</dt>
      <dd className="whitespace-nowrap">{children}</dd>
    </div>
  );
}

/** How long the engine and the checks took, from start to end; null while it runs. */
function tookMs(job: Job): number | null {
  if (job.startedAt === null || job.finishedAt === null) return null;
  return Date.parse(job.finishedAt) - Date.parse(job.startedAt);
}

/** Everything the clip was made from, as the job resolved it. */
export function ClipFacts({ job, asset }: { job: Job; asset: Asset | undefined }) {
  const engines = useEngines();
  const engine = engines?.find(({ id }) => id === job.engine);
  const model = modelNamed(engines, job.engine, job.input['model']);
  const place = engine?.label ?? job.engine;
  const name = model === undefined || model.label === place ? place : `${model.label}, ${place}`;
  const width = inputNumber(job, 'width');
  const height = inputNumber(job, 'height');
  const frames = inputNumber(job, 'num_frames');
  const fps = inputNumber(job, 'fps');
  const seed = inputNumber(job, 'seed');
  const took = tookMs(job);
  const cost = jobCostWords(job, engines ?? []);
  // What renders here begins at once, which is not worth a line.
  const beganMs = engine?.embedded === true ? null : clickToRenderMs(job);
  return (
    <div className="grid gap-4">
      {asset?.warnings.map((warning) => (
        <p key={warning} className="flex gap-2 text-meta text-text-2">
          <TriangleAlert aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-warning" />
          {assetWarnings[warning]}
        </p>
      ))}
      <AttemptCosts job={job} />
      <dl className="flex flex-wrap gap-x-8 gap-y-3 text-meta">
        {seed === null ? null : (
          <Fact label="Seed">
            <button
              type="button"
              title="Copy the seed"
              aria-label={`Copy the seed ${seed}`}
              onClick={() => void copyText(String(seed), `Seed ${seed} copied.`)}
              className="rounded-1 font-mono underline decoration-line-control decoration-dotted underline-offset-4 hover:decoration-text-1 max-md:min-h-10"
            >
              {seed}
            </button>
          </Fact>
        )}
        <Fact label="Model">{name}</Fact>
        {width === null || height === null ? null : (
          <Fact label="Size">
            {width} × {height}
          </Fact>
        )}
        {frames === null || fps === null ? null : (
          <Fact label="Length">
            {formatClipSeconds(frames / fps)}, {fps} fps
          </Fact>
        )}
        {cost === null ? null : <Fact label="Cost">{cost}</Fact>}
        {took === null ? null : <Fact label="Took">{formatElapsed(took)}</Fact>}
        {beganMs === null ? null : <Fact label="From click to running">{formatElapsed(beganMs)}</Fact>}
        {parameterFacts(model, job.input).map((fact) => (
          <Fact key={fact.name} label={fact.label}>
            <bdi className="whitespace-normal wrap-anywhere">{fact.value}</bdi>
          </Fact>
        ))}
      </dl>
    </div>
  );
}
