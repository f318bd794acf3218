'use client';

import { RefreshCw, X } from 'lucide-react';
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
