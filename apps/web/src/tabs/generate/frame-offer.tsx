'use client';

import type { Asset } from '@videoexpress/job-schema';
import { useRef, useState } from 'react';
import { contentUrl, posterUrl } from '../../api/asset-urls.ts';
import { Button } from '../../parts/button.tsx';
import { frameFile } from '../../player/frame-file.ts';
import { VideoPlayer, type VideoPlayerHandle } from '../../player/video-player.tsx';
import { sayImageProblem, sendStartImage } from './start-image.ts';

/** A clip that has no settings of the studio: one of its frames can be what the new clip starts from. */
export function FrameOffer({ clip, onDone }: { clip: Asset; onDone: () => void }) {
  const player = useRef<VideoPlayerHandle>(null);
  const [isTaking, setIsTaking] = useState(false);
  const take = async () => {
    setIsTaking(true);
    const file = await frameFile(clip, player.current?.frame() ?? 0);
    if (file === null) sayImageProblem('No picture could be taken from this clip.');
    else void sendStartImage(file, { name: file.name.replace(/\.png$/, ''), sourceAssetId: clip.id });
    onDone();
  };
  return (
    <section aria-label="Frame of a clip" className="grid gap-2 overflow-hidden rounded-2 border border-line">
      <VideoPlayer
        ref={player}
        src={contentUrl(clip.id)}
        poster={posterUrl(clip.id)}
        label={clip.name}
        fps={clip.fps}
        width={clip.width}
        height={clip.height}
        autoPlay={false}
        hasKeys={false}
        isCompact
      />
      <p className="px-3 text-meta break-words text-text-2">
        “{clip.name}” says nothing of how it was made. It is in the Library. A frame of it can be the start image.
      </p>
      <span className="flex gap-2 px-3 pb-3">
        <Button disabled={isTaking} onClick={() => void take()}>
          Use this frame
        </Button>
        <Button tone="bare" onClick={onDone}>
          No
        </Button>
      </span>
    </section>
  );
}
