'use client';

import type { AssetId, Job } from '@videoexpress/job-schema';
import { contentUrl, posterUrl } from '../api/asset-urls.ts';
import { inputNumber, jobTitle } from '../words/job-words.ts';
import { VideoPlayer } from './video-player.tsx';

/** A job's clip, playing in a loop until told otherwise. */
export function ClipPlayer({ job, clip }: { job: Job; clip: AssetId }) {
  return (
    <VideoPlayer
      src={contentUrl(clip)}
      poster={posterUrl(clip)}
      label={jobTitle(job)}
      fps={inputNumber(job, 'fps') ?? undefined}
      width={inputNumber(job, 'width') ?? undefined}
      height={inputNumber(job, 'height') ?? undefined}
    />
  );
}
