'use client';

import type { AssetDetails } from '@videoexpress/job-schema';
import { FileQuestion } from 'lucide-react';
import type { Ref } from 'react';
import { contentUrl, posterUrl } from '../../../api/asset-urls.ts';
import { Unplayable } from '../../../player/unplayable.tsx';
import { VideoPlayer, type VideoPlayerHandle } from '../../../player/video-player.tsx';

/** Head, transport and the row of actions. */
const reservedHeight = 160;

function Missing({ path, needsStorage }: { readonly path: string; readonly needsStorage: boolean }) {
  return (
    <div className="grid aspect-video max-h-[calc(100dvh-160px)] place-items-center bg-well p-6 text-on-picture">
      <div role="alert" className="grid max-w-96 justify-items-center gap-2 text-center">
        <FileQuestion aria-hidden="true" size={20} strokeWidth={1.5} />
        <p className="font-medium">The file is not on the disk any more.</p>
        {needsStorage ? (
          <p className="text-meta">
            It is in the object storage. Enter its address under Settings, Storage, and its keys under Keys; then it is
            fetched from there.
          </p>
        ) : (
          <p className="text-meta break-all">It was at {path}. Put it back there, or delete the entry.</p>
        )}
      </div>
    </div>
  );
}

/** The asset itself: playing, or as a picture. */
export function AssetStage({ details, player }: { details: AssetDetails; player: Ref<VideoPlayerHandle> }) {
  const { asset, isMissing, needsStorage, path } = details;
  if (isMissing) return <Missing path={path} needsStorage={needsStorage} />;
  if (asset.type === 'video') {
    return (
      <VideoPlayer
        ref={player}
        src={contentUrl(asset.id)}
        poster={posterUrl(asset.id)}
        label={asset.name}
        fps={asset.fps}
        width={asset.width}
        height={asset.height}
        reservedHeight={reservedHeight}
        fault={<Unplayable asset={asset} otherwise="It may have been moved or deleted." />}
      />
    );
  }
  if (asset.type === 'image') {
    return (
      <div
        className="relative w-full shrink-0 bg-well"
        style={{
          aspectRatio: `${asset.width ?? 16} / ${asset.height ?? 9}`,
          maxHeight: `calc(100dvh - ${reservedHeight - 40}px)`,
        }}
      >
        <img src={contentUrl(asset.id)} alt={asset.name} className="absolute inset-0 size-full object-contain" />
      </div>
    );
  }
  return (
    <div className="grid aspect-video max-h-96 place-items-center bg-well text-on-picture">
      <p>This kind of file has no picture.</p>
    </div>
  );
}
