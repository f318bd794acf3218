'use client';

import type { Asset, Connection } from '@videoexpress/job-schema';
import { Pause, Play } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../parts/button.tsx';
import { ServiceIcon } from '../../../parts/service-icon.tsx';
import { type ComposeDraft, contentFor } from './compose-draft.ts';
import { ReelPreview } from './reel-preview.tsx';
import { YoutubePreview } from './youtube-preview.tsx';

interface PreviewsProps {
  readonly draft: ComposeDraft;
  readonly asset: Asset | undefined;
  readonly chosen: readonly Connection[];
}

/** The post as it will look at each service that it goes to. */
export function Previews({ draft, asset, chosen }: PreviewsProps) {
  const [isPlaying, setIsPlaying] = useState(false);
  const youtube = chosen.find(({ service }) => service === 'youtube');
  const instagram = chosen.find(({ service }) => service === 'instagram');
  const { title, visibility, fit, cropCentre } = draft.content;
  const Icon = isPlaying ? Pause : Play;
  if (youtube === undefined && instagram === undefined) return null;
  return (
    <div className="grid grid-cols-[minmax(0,216fr)_minmax(0,168fr)] items-start gap-4">
      {youtube === undefined ? null : (
        <div className="grid gap-2">
          <span className="flex items-center gap-2 text-meta text-text-2">
            <ServiceIcon service="youtube" />
            YouTube
          </span>
          <YoutubePreview
            asset={asset}
            account={youtube.accountName}
            title={title}
            visibility={visibility}
            isPlaying={isPlaying}
          />
          {asset === undefined ? null : (
            <Button size="small" className="justify-self-start" onClick={() => setIsPlaying(!isPlaying)}>
              <Icon aria-hidden="true" size={14} strokeWidth={1.75} />
              {isPlaying ? 'Pause' : 'Play'}
            </Button>
          )}
        </div>
      )}
      {instagram === undefined ? null : (
        <div className="grid gap-2">
          <span className="flex items-center gap-2 text-meta whitespace-nowrap text-text-2">
            <ServiceIcon service="instagram" />
            Instagram Reel
          </span>
          <ReelPreview
            asset={asset}
            account={instagram.handle ?? instagram.accountName}
            text={contentFor(draft, 'instagram').text}
            fit={fit}
            cropCentre={cropCentre}
            isPlaying={isPlaying}
          />
        </div>
      )}
    </div>
  );
}
