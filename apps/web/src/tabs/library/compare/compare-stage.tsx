'use client';

import type { Asset } from '@videoexpress/job-schema';
import { type CSSProperties, type Ref, useState } from 'react';
import { contentUrl, posterUrl } from '../../../api/asset-urls.ts';

interface CompareStageProps {
  readonly one: Asset;
  readonly other: Asset;
  readonly isWiping: boolean;
  readonly attachOne: Ref<HTMLVideoElement>;
  readonly attachOther: Ref<HTMLVideoElement>;
}

const maxHeight = 'calc(100dvh - 176px)';

function ratioOf(asset: Asset): number {
  return (asset.width ?? 16) / (asset.height ?? 9);
}

function Clip({ asset, attach, style }: { asset: Asset; attach: Ref<HTMLVideoElement>; style?: CSSProperties }) {
  const [isBroken, setIsBroken] = useState(false);
  return (
    <>
      {/* Clips of the studio have no speech of their own to caption. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <video
        ref={attach}
        src={contentUrl(asset.id)}
        poster={posterUrl(asset.id)}
        muted
        playsInline
        preload="auto"
        aria-label={asset.name}
        className="absolute inset-0 size-full object-contain"
        style={style}
        onError={() => setIsBroken(true)}
      />
      {isBroken ? (
        <p role="alert" className="absolute inset-0 grid place-items-center bg-well p-4 text-on-picture">
          This clip cannot be played now.
        </p>
      ) : null}
    </>
  );
}

function Name({ asset, side }: { asset: Asset; side: 'left' | 'right' }) {
  return (
    <bdi
      className={`absolute top-2 max-w-[45%] truncate rounded-1 bg-over-picture px-1.5 text-meta text-on-picture ${side === 'left' ? 'left-2' : 'right-2'}`}
    >
      {asset.name}
    </bdi>
  );
}

/** Both clips. The elements stay the same when the way of looking changes, so nothing is loaded twice. */
export function CompareStage({ one, other, isWiping, attachOne, attachOther }: CompareStageProps) {
  const [percent, setPercent] = useState(50);
  const ratio = isWiping ? ratioOf(one) : ratioOf(one) + ratioOf(other);
  const half = isWiping ? 'absolute inset-0' : 'relative';
  const columns = isWiping ? {} : { gridTemplateColumns: `${ratioOf(one)}fr ${ratioOf(other)}fr`, columnGap: 2 };
  return (
    <div className="bg-well">
      <div className="relative mx-auto grid" style={{ aspectRatio: ratio, maxHeight, ...columns }}>
        <div className={half}>
          <Clip asset={one} attach={attachOne} />
        </div>
        <div className={half} style={isWiping ? { clipPath: `inset(0 0 0 ${percent}%)` } : undefined}>
          <Clip asset={other} attach={attachOther} />
        </div>
        <Name asset={one} side="left" />
        <Name asset={other} side="right" />
        {isWiping ? (
          <>
            <span
              aria-hidden="true"
              className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-1/2 bg-on-picture"
              style={{ left: `${percent}%` }}
            />
            <input
              type="range"
              min={0}
              max={100}
              step={0.5}
              value={percent}
              aria-label={`Where ${other.name} is wiped over ${one.name}`}
              aria-valuetext={`${Math.round(percent)} %`}
              className="absolute inset-0 size-full cursor-ew-resize opacity-0"
              onChange={(change) => setPercent(Number(change.target.value))}
            />
          </>
        ) : null}
      </div>
    </div>
  );
}
