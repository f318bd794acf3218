import { CircleAlert, Film } from 'lucide-react';
import type { Job } from '@videoexpress/job-schema';
import { posterUrl } from '../api/asset-urls.ts';

const shape = 'relative grid h-9 w-16 shrink-0 place-items-center overflow-hidden rounded-1';

/** The clip's poster, or what stands in for it. */
export function JobThumb({ job }: { job: Job }) {
  const clip = job.output.assetIds[0];
  if (clip !== undefined) {
    return (
      <span className={`${shape} bg-well`}>
        <img src={posterUrl(clip)} alt="" loading="lazy" className="absolute inset-0 size-full object-contain" />
      </span>
    );
  }
  const failed = job.state === 'failed';
  const Icon = failed ? CircleAlert : Film;
  return (
    <span className={`${shape} ${failed ? 'bg-negative-quiet text-negative' : 'bg-surface-3 text-text-3'}`}>
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
    </span>
  );
}
