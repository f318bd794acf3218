'use client';

import type { AssetId, Job } from '@videoexpress/job-schema';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { contentUrl } from '../../api/asset-urls.ts';
import { assetQuery } from '../../live/live-queries.ts';
import { buttonClasses } from '../../parts/button.tsx';
import { ClipFacts } from '../../player/clip-facts.tsx';
import { ClipPrompt } from '../../player/clip-prompt.tsx';
import { ClipPlayer } from '../../player/clip-player.tsx';
import { downloadName } from '../../words/file-name.ts';

/** A finished clip: playing, with what can be done with it and what it was made from. */
export function ClipView({ job, clip }: { job: Job; clip: AssetId }) {
  const { data: asset } = useQuery(assetQuery(clip));
  return (
    <>
      <ClipPlayer job={job} clip={clip} />
      <div className="flex gap-2 px-4 pt-4">
        <a
          href={contentUrl(clip)}
          download={asset === undefined ? true : downloadName(asset)}
          className={buttonClasses()}
        >
          <Download aria-hidden="true" size={16} strokeWidth={1.75} />
          Download
        </a>
      </div>
      <div className="grid gap-4 p-4">
        <ClipPrompt job={job} />
        <ClipFacts job={job} asset={asset} />
      </div>
    </>
  );
}
