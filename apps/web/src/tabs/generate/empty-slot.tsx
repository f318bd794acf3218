'use client';

import { ImagePlus, Images } from 'lucide-react';

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
