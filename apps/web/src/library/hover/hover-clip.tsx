'use client';

import type { Asset } from '@videoexpress/job-schema';
import { useEffect, useRef, useState } from 'react';
import { contentUrl } from '../../api/asset-urls.ts';
import { wellFit } from '../../player/picture-fit.ts';
import { lengthTag } from '../asset-words.ts';
import { lengthTagClasses } from './length-tag.ts';
import type { PlayingCard } from './playing-card.ts';

interface HoverClipProps {
  readonly asset: Asset;
  readonly playing: PlayingCard;
}

/** A clip playing in its card, over its still; moving the mouse over it moves in it. */
export function HoverClip({ asset, playing }: HoverClipProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [isSeen, setIsSeen] = useState(false);
  const [seconds, setSeconds] = useState(playing.from * (asset.durationSeconds ?? 0));
  const length = asset.durationSeconds ?? 0;

  useEffect(() => {
    const element = video.current;
    // Lets go of the file's connection: browsers have six of them for the whole page.
    return () => {
      element?.removeAttribute('src');
      element?.load();
    };
  }, []);
  useEffect(() => {
    if (playing.isPaused) video.current?.pause();
    else void video.current?.play().catch(() => undefined);
  }, [playing.isPaused]);

  // The card's link lies over the clip, so the mouse is followed on the well that holds both.
  useEffect(() => {
    const well = video.current?.parentElement?.parentElement;
    if (well === null || well === undefined) return;
    const scrub = (move: PointerEvent) => {
      const element = video.current;
      const { left, width } = well.getBoundingClientRect();
      if (move.pointerType !== 'mouse' || element === null || element.seeking || width === 0) return;
      if (move.movementX === 0) return;
      element.currentTime = Math.min(Math.max((move.clientX - left) / width, 0), 0.999) * length;
    };
    well.addEventListener('pointermove', scrub);
    return () => well.removeEventListener('pointermove', scrub);
  }, [length]);

  return (
    <span className="pointer-events-none absolute inset-0">
      <video
        ref={video}
        src={contentUrl(asset.id)}
        muted
        loop
        playsInline
        preload="metadata"
        disablePictureInPicture
        aria-hidden="true"
        tabIndex={-1}
        className={`absolute inset-0 size-full ${wellFit(asset.width, asset.height)} ${isSeen ? '' : 'opacity-0'}`}
        onLoadedMetadata={({ currentTarget }) => {
          currentTarget.currentTime = playing.from * currentTarget.duration;
          if (!playing.isPaused) void currentTarget.play().catch(() => undefined);
        }}
        onPlaying={() => setIsSeen(true)}
        onTimeUpdate={({ currentTarget }) => setSeconds(currentTarget.currentTime)}
        onError={() => setIsSeen(false)}
      />
      <span aria-hidden="true" className="absolute inset-x-0 bottom-0 h-0.5 bg-on-picture/30">
        <span
          className="block h-full origin-left bg-on-picture"
          style={{ transform: `scaleX(${length === 0 ? 0 : Math.min(1, seconds / length)})` }}
        />
      </span>
      <span aria-hidden="true" className={lengthTagClasses}>
        {length < 59.5 ? `${seconds.toFixed(1)} / ` : ''}
        {lengthTag(length)}
      </span>
    </span>
  );
}
