'use client';

import type { Asset } from '@videoexpress/job-schema';
import { Dialog } from 'radix-ui';
import { useRef, useState } from 'react';
import { contentUrl } from '../../../api/asset-urls.ts';
import { Button } from '../../../parts/button.tsx';
import { formatClipSeconds } from '../../../words/durations.ts';

interface FrameDialogProps {
  readonly asset: Asset;
  readonly seconds: number;
  readonly onPick: (seconds: number) => void;
  readonly onClose: () => void;
}

/** A clip that names no rate of its own is taken to have this. */
const usualFps = 24;

/** The clip with a slider over its frames; the arrow keys go from one to the next. */
export function FrameDialog({ asset, seconds: first, onPick, onClose }: FrameDialogProps) {
  const video = useRef<HTMLVideoElement>(null);
  const frame = 1 / (asset.fps ?? usualFps);
  const last = Math.max(0, (asset.durationSeconds ?? 0) - frame);
  const [seconds, setSeconds] = useState(Math.min(first, last));
  const [opener] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null));
  // The middle of a frame is surely within it.
  const show = (at: number) => {
    if (video.current !== null) video.current.currentTime = at + frame / 2;
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-over-picture" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[10dvh] z-50 mx-auto grid max-h-[80dvh] max-w-2xl gap-4 overflow-y-auto rounded-2 border border-line bg-surface-1 p-4 shadow-pop"
          onCloseAutoFocus={(close) => {
            close.preventDefault();
            if (opener?.isConnected === true) opener.focus();
          }}
        >
          <Dialog.Title className="text-title font-semibold">Choose the cover</Dialog.Title>
          <video
            ref={video}
            src={contentUrl(asset.id)}
            muted
            playsInline
            preload="auto"
            disablePictureInPicture
            tabIndex={-1}
            aria-label={`Frame at ${formatClipSeconds(seconds)}`}
            onLoadedMetadata={() => show(seconds)}
            className="max-h-[50dvh] w-full rounded-2 bg-well object-contain"
          />
          <label className="grid gap-1">
            <span className="flex justify-between text-meta text-text-2">
              Frame
              <span>
                {formatClipSeconds(seconds)} of {formatClipSeconds(asset.durationSeconds ?? 0)}
              </span>
            </span>
            <input
              type="range"
              min={0}
              max={last}
              step={frame}
              value={seconds}
              aria-valuetext={formatClipSeconds(seconds)}
              onChange={(change) => {
                const at = Number(change.target.value);
                setSeconds(at);
                show(at);
              }}
              className="h-8 w-full accent-text-1 max-md:h-10"
            />
          </label>
          <div className="flex justify-end gap-2">
            <Dialog.Close asChild>
              <Button>Cancel</Button>
            </Dialog.Close>
            <Button
              tone="primary"
              onClick={() => {
                onPick(Math.round(seconds * 1000) / 1000);
                onClose();
              }}
            >
              Use this frame
            </Button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
