'use client';

import { ImagePlus, Images, RefreshCw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Asset } from '@videoexpress/job-schema';
import { posterUrl } from '../../api/asset-urls.ts';
import { Button } from '../../parts/button.tsx';
import { ProgressBar } from '../../parts/progress-bar.tsx';

const onPicture = 'rounded-inner bg-over-picture text-on-picture';

interface SendingProps {
  readonly fileName: string;
  readonly fraction: number;
  readonly onCancel: () => void;
}

/** A file on its way to the library. */
export function Sending({ fileName, fraction, onCancel }: SendingProps) {
  const isSent = fraction >= 1;
  const stage = isSent ? 'Checking' : 'Sending';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-2 border border-line p-3">
      <p className="flex items-center gap-2 text-meta">
        <span className="min-w-0 flex-1 truncate">
          {stage} {fileName}
        </span>
        <span className="text-text-3">{isSent ? '' : `${Math.floor(fraction * 100)} %`}</span>
        <Button tone="bare" size="small" onClick={onCancel} className="-my-1 -mr-2">
          Cancel
        </Button>
      </p>
      <ProgressBar fraction={isSent ? null : fraction} label={fileName} stage={stage} />
    </div>
  );
}

interface ChosenPictureProps {
  readonly image: Asset;
  /** What it is: `start image`. */
  readonly what: string;
  /** What it is, on the picture. */
  readonly tag: string;
  readonly alt: string;
  readonly onReplace: () => void;
  readonly onRemove: () => void;
}

/** The picture that was chosen, and what can be done about it. */
export function ChosenPicture({ image, what, tag, alt, onReplace, onRemove }: ChosenPictureProps) {
  const act = (label: string, run: () => void, icon: ReactNode) => (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={run}
      className={`grid size-7 place-items-center max-md:size-10 ${onPicture}`}
    >
      {icon}
    </button>
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <div className="relative h-28 overflow-hidden rounded-2 bg-well">
        <img src={posterUrl(image.id)} alt={`${alt}: ${image.name}`} className="size-full object-contain" />
        <span className={`absolute bottom-2 left-2 px-1 text-micro font-medium ${onPicture}`}>{tag}</span>
        <span className="absolute top-1 right-1 flex gap-1">
          {act(`Replace the ${what}`, onReplace, <RefreshCw aria-hidden="true" size={16} strokeWidth={1.75} />)}
          {act(`Remove the ${what}`, onRemove, <X aria-hidden="true" size={16} strokeWidth={1.75} />)}
        </span>
      </div>
      <p dir="auto" className="truncate text-meta text-text-3" title={image.name}>
        {image.name}
      </p>
    </div>
  );
}

interface EmptySlotProps {
  readonly label: string;
  /** How a file comes there, in short. */
  readonly hint: string;
  readonly errorId: string;
  readonly onChoose: () => void;
  readonly onLibrary: () => void;
}

/** A place without a picture: choose a file, or one of the library. */
export function EmptySlot({ label, hint, errorId, onChoose, onLibrary }: EmptySlotProps) {
  return (
    <div className="flex h-12 items-stretch rounded-2 border border-dashed border-line-control text-meta text-text-2">
      <button
        type="button"
        onClick={onChoose}
        aria-describedby={errorId}
        className="flex min-w-0 flex-1 items-center justify-center gap-1.5 rounded-l-2 px-2 hover:bg-surface-2 hover:text-text-1"
      >
        <ImagePlus aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
        <span className="truncate">
          {label} <span className="text-text-3">· {hint}</span>
        </span>
      </button>
      <button
        type="button"
        onClick={onLibrary}
        className="flex items-center gap-2 rounded-r-2 border-l border-dashed border-line-control px-3 hover:bg-surface-2 hover:text-text-1"
      >
        <Images aria-hidden="true" size={16} strokeWidth={1.75} />
        Library
      </button>
    </div>
  );
}
