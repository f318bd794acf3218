'use client';

import type { Asset } from '@videoexpress/job-schema';
import { Film } from 'lucide-react';
import { type CSSProperties, useEffect, useRef } from 'react';
import { contentUrl, posterUrl } from '../../../api/asset-urls.ts';

interface PreviewClipProps {
  readonly asset: Asset | undefined;
  readonly isPlaying: boolean;
  readonly className?: string;
  readonly style?: CSSProperties;
}

/** The clip in a preview: its still, or playing without sound. */
export function PreviewClip({ asset, isPlaying, className = 'object-contain', style = {} }: PreviewClipProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    if (isPlaying) void element.play().catch(() => undefined);
    else element.pause();
  }, [isPlaying, asset?.id]);
  if (asset === undefined) {
    return (
      <span className="absolute inset-0 grid place-items-center text-on-picture/60">
        <Film aria-hidden="true" size={20} strokeWidth={1.5} />
      </span>
    );
  }
  return (
    <video
      ref={video}
      src={contentUrl(asset.id)}
      poster={posterUrl(asset.id)}
      muted
      loop
      playsInline
      preload="none"
      disablePictureInPicture
      aria-hidden="true"
      tabIndex={-1}
      className={`pointer-events-none absolute inset-0 size-full ${className}`}
      style={style}
    />
  );
}
