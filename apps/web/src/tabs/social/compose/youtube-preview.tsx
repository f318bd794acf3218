import type { Asset, Visibility } from '@videoexpress/job-schema';
import { lengthTag } from '../../../library/asset-words.ts';
import { PreviewClip } from './preview-clip.tsx';

interface YoutubePreviewProps {
  readonly asset: Asset | undefined;
  readonly account: string;
  readonly title: string;
  readonly visibility: Visibility;
  readonly isPlaying: boolean;
}

const visibilityWords = { private: 'Private', unlisted: 'Unlisted', public: 'Public' } as const;

/** A video as YouTube lists it. */
export function YoutubePreview({ asset, account, title, visibility, isPlaying }: YoutubePreviewProps) {
  const length = asset?.durationSeconds;
  return (
    <div className="overflow-hidden rounded-2 border border-line">
      <div className="relative aspect-video bg-well">
        <PreviewClip asset={asset} isPlaying={isPlaying} />
        {length === undefined ? null : (
          <span className="absolute right-1.5 bottom-1.5 rounded-1 bg-over-picture px-1 text-micro text-on-picture">
            {lengthTag(length)}
          </span>
        )}
      </div>
      <div className="grid gap-1 p-3">
        <span dir="auto" className="line-clamp-2 min-h-5 font-medium break-words">
          {title.trim() === '' ? <span className="text-text-3">No title yet</span> : title}
        </span>
        <span className="truncate text-meta text-text-2">
          {account} · {visibilityWords[visibility]}
        </span>
      </div>
    </div>
  );
}
