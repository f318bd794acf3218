'use client';

import type { Asset } from '@videoexpress/job-schema';
import { AudioLines, FileQuestion, Film, Image, Sparkle } from 'lucide-react';
import { useState } from 'react';
import { posterUrl } from '../api/asset-urls.ts';
import { wellFit } from '../player/picture-fit.ts';

const icons = { video: Film, image: Image, audio: AudioLines, lora: Sparkle } as const;

function Stand({ asset, isMissing }: { asset: Asset; isMissing: boolean }) {
  const Icon = isMissing ? FileQuestion : icons[asset.type];
  return (
    <span className="absolute inset-0 grid place-items-center bg-surface-2 text-text-3">
      <Icon aria-hidden="true" size={20} strokeWidth={1.5} />
    </span>
  );
}

/** The still of an asset in a 16:9 well, letterboxed where it has another shape; a sign of its kind where there is none. */
export function AssetPoster({ asset }: { asset: Asset }) {
  const [failedFor, setFailedFor] = useState<string | null>(null);
  const hasPoster = asset.type === 'video' || asset.type === 'image';
  if (!hasPoster || failedFor === asset.id) return <Stand asset={asset} isMissing={hasPoster} />;
  return (
    <img
      src={posterUrl(asset.id)}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      className={`absolute inset-0 size-full ${wellFit(asset.width, asset.height)}`}
      onError={() => setFailedFor(asset.id)}
    />
  );
}
