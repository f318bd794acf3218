'use client';

import type { AssetId, Job } from '@videoexpress/job-schema';
import { contentUrl, posterUrl } from '../api/asset-urls.ts';
import { useMediaQuery } from '../parts/media-query.ts';
import { jobTitle } from '../words/job-words.ts';
import { pictureBox } from './picture-box.ts';

/** Plays the clip in a loop, without sound until asked; still for whoever asked for less motion. */
export function ClipPlayer({ job, clip }: { job: Job; clip: AssetId }) {
  const lessMotion = useMediaQuery('(prefers-reduced-motion: reduce)');
  return (
    <div className="relative shrink-0 bg-well" style={pictureBox(job)}>
      <video
        key={clip}
        src={contentUrl(clip)}
        poster={posterUrl(clip)}
        controls
        autoPlay={!lessMotion}
        muted
        loop
        playsInline
        preload="auto"
        aria-label={jobTitle(job)}
        className="absolute inset-0 size-full object-contain"
      />
    </div>
  );
}
