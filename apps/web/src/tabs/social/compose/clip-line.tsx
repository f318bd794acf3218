'use client';

import type { Asset } from '@videoexpress/job-schema';
import { Film } from 'lucide-react';
import { AssetPoster } from '../../../library/asset-poster.tsx';
import { Button } from '../../../parts/button.tsx';
import { formatClipSeconds } from '../../../words/durations.ts';
import { formatBytes } from '../../../words/file-size.ts';

interface ClipLineProps {
  readonly asset: Asset | undefined;
  /** The clip that was chosen is not in the library any more. */
  readonly isGone: boolean;
  readonly onChoose: () => void;
}

function factsOf({ durationSeconds, width, height, bytes }: Asset): string {
  const facts = [
    durationSeconds === undefined ? '' : formatClipSeconds(durationSeconds),
    width === undefined || height === undefined ? '' : `${width} × ${height}`,
    formatBytes(bytes),
  ];
  return facts.filter((fact) => fact !== '').join(', ');
}

/** The clip that is posted, and the way to another one. */
export function ClipLine({ asset, isGone, onChoose }: ClipLineProps) {
  return (
    <div className="flex items-center gap-3">
      <span className="relative grid h-9 w-16 shrink-0 place-items-center overflow-hidden rounded-1 bg-surface-2 text-text-3">
        {asset === undefined ? <Film aria-hidden="true" size={16} strokeWidth={1.75} /> : <AssetPoster asset={asset} />}
      </span>
      <div className="min-w-0 flex-1">
        <div dir="auto" className="truncate font-medium">
          {asset?.name ?? (isGone ? 'The clip is not in the library any more' : 'No clip yet')}
        </div>
        <div className="text-meta text-text-2">
          {asset === undefined ? 'Choose one of the library.' : factsOf(asset)}
        </div>
      </div>
      <Button size="small" tone={asset === undefined ? 'neutral' : 'quiet'} onClick={onChoose}>
        {asset === undefined ? 'Choose a clip' : 'Change'}
      </Button>
    </div>
  );
}
