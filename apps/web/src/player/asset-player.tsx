'use client';

import type { Asset, AssetId } from '@videoexpress/job-schema';
import { useQuery } from '@tanstack/react-query';
import { type Ref, useState } from 'react';
import { contentUrl, posterUrl } from '../api/asset-urls.ts';
import { CallFailure } from '../api/call-failure.ts';
import { useAssetActions } from '../library/asset-actions.ts';
import { assetDetailsQuery } from '../library/library-queries.ts';
import { assetQuery } from '../live/live-queries.ts';
import { Button } from '../parts/button.tsx';
import { Unplayable } from './unplayable.tsx';
import { VideoPlayer, type VideoPlayerHandle } from './video-player.tsx';

interface AssetPlayerProps {
  readonly id: AssetId;
  readonly label: string;
  /** What the picture will be like, until the asset is read. */
  readonly expected: { readonly fps?: number; readonly width?: number; readonly height?: number };
  readonly reservedHeight?: number;
  readonly ref?: Ref<VideoPlayerHandle>;
}

function isGone(error: Error | null): boolean {
  return error instanceof CallFailure && error.reason.code === 'problem' && error.reason.problem.status === 404;
}

/** Why there is no picture: the file is missing, was deleted for good, or cannot be read. */
function Fault({ id, asset, isPurged }: { id: AssetId; asset: Asset | undefined; isPurged: boolean }) {
  const { data: details } = useQuery({ ...assetDetailsQuery(id), enabled: !isPurged, staleTime: 0 });
  if (isPurged) return <p>This clip was deleted for good.</p>;
  if (details?.isMissing === true) {
    return (
      <div className="grid max-w-96 gap-1 text-center">
        <p className="font-medium">The file is not on the disk any more.</p>
        <p className="text-meta break-all">
          {details.needsStorage
            ? 'It is in the object storage, and is fetched from there once Settings have its address and keys.'
            : `It was at ${details.path}. Put it back there, or make the clip once more.`}
        </p>
      </div>
    );
  }
  return <Unplayable asset={asset} otherwise="Its file is there. Download it to look at it elsewhere." />;
}

/** What happened to the clip while it was shown; it plays on for as long as the browser has it. */
function Fate({ asset, isPurged }: { asset: Asset | undefined; isPurged: boolean }) {
  const { restore } = useAssetActions();
  const isTrashed = asset?.deletedAt !== undefined;
  return (
    <div role="status" className="shrink-0 bg-surface-1">
      {isTrashed && !isPurged ? (
        <p className="flex min-h-10 items-center gap-3 border-b border-line px-4 py-1">
          <span className="flex-1">Moved to the trash.</span>
          <Button size="small" onClick={() => void restore([asset])}>
            Undo
          </Button>
        </p>
      ) : null}
      {isPurged ? (
        <p className="border-b border-line px-4 py-2.5">
          This clip was deleted for good. Reproduce makes it once more.
        </p>
      ) : null}
    </div>
  );
}

/** A clip of the library, playing, and what became of it meanwhile in another window. */
export function AssetPlayer({ id, label, expected, reservedHeight, ref }: AssetPlayerProps) {
  const { data: asset, error } = useQuery(assetQuery(id));
  const [isBroken, setIsBroken] = useState(false);
  // The numbers of the first moment stay: a change of them would begin the clip anew.
  const [first] = useState(expected);
  const isPurged = isGone(error);
  return (
    <>
      <VideoPlayer
        src={contentUrl(id)}
        poster={posterUrl(id)}
        label={label}
        fps={first.fps ?? asset?.fps}
        width={first.width ?? asset?.width}
        height={first.height ?? asset?.height}
        fault={isBroken ? <Fault id={id} asset={asset} isPurged={isPurged} /> : null}
        onFault={() => setIsBroken(true)}
        {...(reservedHeight === undefined ? {} : { reservedHeight })}
        {...(ref === undefined ? {} : { ref })}
      />
      <Fate asset={asset} isPurged={isPurged} />
    </>
  );
}
