'use client';

import type { AssetId, Job } from '@videoexpress/job-schema';
import { useQuery } from '@tanstack/react-query';
import { Download, FolderOpen, Star } from 'lucide-react';
import { useRef } from 'react';
import { contentUrl } from '../../api/asset-urls.ts';
import { assetQuery } from '../../live/live-queries.ts';
import { IconButton } from '../../parts/button.tsx';
import { AssetPlayer } from '../../player/asset-player.tsx';
import { ClipFacts } from '../../player/clip-facts.tsx';
import { ClipPrompt } from '../../player/clip-prompt.tsx';
import type { VideoPlayerHandle } from '../../player/video-player.tsx';
import { downloadName } from '../../words/file-name.ts';
import { inputNumber, jobTitle, shortTitle } from '../../words/job-words.ts';
import { ClipActions } from './clip-actions.tsx';
import { StageHead } from './stage-head.tsx';
import { TakesStrip } from './takes-strip.tsx';
import { ClipTree } from './tree/clip-tree.tsx';
import { type Deed, useClipDeeds } from './use-clip-deeds.tsx';
import { takeWords, useTakes } from './use-takes.ts';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;
const iconLink =
  'inline-flex size-8 items-center justify-center rounded-2 text-text-2 transition-colors duration-(--t-press) hover:bg-surface-2 hover:text-text-1 active:bg-surface-3';

function expectedOf(job: Job) {
  const [fps, width, height] = [inputNumber(job, 'fps'), inputNumber(job, 'width'), inputNumber(job, 'height')];
  return {
    ...(fps === null ? {} : { fps }),
    ...(width === null ? {} : { width }),
    ...(height === null ? {} : { height }),
  };
}

/** A finished clip: playing, with what can be done with it and what it was made from. */
export function ClipView({ job, clip }: { job: Job; clip: AssetId }) {
  const { data: asset } = useQuery(assetQuery(clip));
  const player = useRef<VideoPlayerHandle>(null);
  const takes = useTakes(job);
  const deeds = useClipDeeds(job, asset, () => player.current?.frame() ?? 0);
  const run = (id: Deed['id']) => deeds.find((deed) => deed.id === id)?.run();
  return (
    <>
      <StageHead title={shortTitle(job)} note={takeWords(job, takes)}>
        {asset === undefined || asset.deletedAt !== undefined ? null : (
          <>
            <IconButton label="Star" aria-pressed={asset.favourite} onClick={() => run('star')}>
              <Star {...icon} className={asset.favourite ? 'fill-current text-text-1' : ''} />
            </IconButton>
            <IconButton label="Show in folder" onClick={() => run('reveal')}>
              <FolderOpen {...icon} />
            </IconButton>
            <a
              href={contentUrl(clip)}
              download={downloadName(asset)}
              aria-label="Download"
              title="Download"
              className={iconLink}
            >
              <Download {...icon} />
            </a>
          </>
        )}
      </StageHead>
      <AssetPlayer ref={player} id={clip} label={jobTitle(job)} expected={expectedOf(job)} />
      <ClipActions deeds={deeds} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 px-4 pb-6">
        <ClipPrompt job={job} />
        <ClipFacts job={job} asset={asset} />
        <TakesStrip job={job} takes={takes} />
        <ClipTree clip={clip} />
      </div>
    </>
  );
}
