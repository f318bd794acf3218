'use client';

import { ImagePlus, X } from 'lucide-react';
import { useRef } from 'react';
import { posterUrl } from '../../api/asset-urls.ts';
import { FieldError } from '../../parts/field-error.tsx';
import type { StartImage } from './use-start-image.ts';

const acceptedPictures = 'image/png,image/jpeg,image/webp';
const onPicture = 'rounded-inner bg-over-picture text-on-picture';

interface StartImageSlotProps {
  readonly image: StartImage;
  readonly error: string | undefined;
  readonly onChoose: (file: File) => void;
  readonly onRemove: () => void;
}

function EmptySlot({ image, onPress }: { image: StartImage; onPress: () => void }) {
  return (
    <button
      type="button"
      onClick={onPress}
      disabled={image.isSending}
      aria-describedby="image-error"
      className="flex h-16 w-full items-center justify-center gap-2 rounded-2 border border-dashed border-line-control px-3 text-meta text-text-2 hover:bg-surface-2 hover:text-text-1"
    >
      <ImagePlus aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
      {image.isSending ? (
        <span className="truncate">Checking {image.fileName}</span>
      ) : (
        <span>
          Start image <span className="text-text-3">· drop or choose</span>
        </span>
      )}
    </button>
  );
}

/** The picture that starts moving. Optional: without one, the prompt alone makes the clip. */
export function StartImageSlot({ image, error, onChoose, onRemove }: StartImageSlotProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="grid gap-1.5">
      <input
        ref={input}
        type="file"
        accept={acceptedPictures}
        hidden
        onChange={(change) => {
          const file = change.target.files?.[0];
          // The same file may be chosen again after it was mended.
          change.target.value = '';
          if (file !== undefined) onChoose(file);
        }}
      />
      {image.asset === null ? (
        <EmptySlot image={image} onPress={() => input.current?.click()} />
      ) : (
        <div className="relative h-24 overflow-hidden rounded-2 bg-well">
          <img
            src={posterUrl(image.asset.id)}
            alt={`First frame: ${image.asset.name}`}
            className="size-full object-contain"
          />
          <span className={`absolute bottom-2 left-2 px-1 text-micro font-medium ${onPicture}`}>Start</span>
          <button
            type="button"
            aria-label="Remove the start image"
            title="Remove the start image"
            onClick={onRemove}
            className={`absolute top-1 right-1 grid size-7 place-items-center max-md:size-10 ${onPicture}`}
          >
            <X aria-hidden="true" size={16} strokeWidth={1.75} />
          </button>
        </div>
      )}
      <FieldError id="image-error" message={error} />
    </div>
  );
}
