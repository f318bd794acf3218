'use client';

import type { Job } from '@videoexpress/job-schema';
import { Link } from '../../parts/soft-link.tsx';
import { posterUrl } from '../../api/asset-urls.ts';
import { wellFit } from '../../player/picture-fit.ts';
import { inputNumber } from '../../words/job-words.ts';
import { jobPath, useOpenJob } from '../../queue/job-link.tsx';
import type { Take } from './takes.ts';
import { takeLabel } from './use-takes.ts';

/** Other clips with the same prompt, to look at one after the other. */
export function TakesStrip({ job, takes }: { job: Job; takes: readonly Take[] }) {
  const openJob = useOpenJob();
  if (takes.length < 2) return null;
  const fit = wellFit(inputNumber(job, 'width'), inputNumber(job, 'height'));
  return (
    <section aria-labelledby="takes" className="grid gap-2">
      <h3 id="takes" className="text-meta text-text-2">
        Takes of this prompt
      </h3>
      <ul className="-m-1 flex gap-2 overflow-x-auto p-1">
        {takes.map(({ asset, job: of }, index) => (
          <li key={asset} className="shrink-0">
            <Link
              href={of === null ? `/assets/${asset}` : jobPath(of)}
              aria-label={takeLabel(job, index)}
              aria-current={asset === job.output.assetIds[0] ? 'true' : undefined}
              onClick={(click) => {
                if (of === null || click.metaKey || click.ctrlKey || click.shiftKey) return;
                click.preventDefault();
                openJob(of);
              }}
              className="block h-18 w-32 overflow-hidden rounded-2 bg-well outline-2 outline-offset-1 outline-transparent aria-[current=true]:outline-text-1 focus-visible:outline-accent"
            >
              <img src={posterUrl(asset)} alt="" loading="lazy" className={`size-full ${fit}`} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
