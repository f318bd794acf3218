'use client';

import type { Asset, FitMode } from '@videoexpress/job-schema';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { changeContent } from './compose-store.ts';
import { cropWindow, movedCentre } from './crop-window.ts';
import { PreviewClip } from './preview-clip.tsx';

interface ReelPreviewProps {
  readonly asset: Asset | undefined;
  readonly account: string;
  readonly text: string;
  readonly fit: FitMode;
  readonly cropCentre: number;
  readonly isPlaying: boolean;
}

const stepByKey: Readonly<Record<string, number>> = {
  ArrowLeft: -0.01,
  ArrowUp: -0.01,
  ArrowRight: 0.01,
  ArrowDown: 0.01,
  PageUp: -0.1,
  PageDown: 0.1,
};

/** A Reel as it will look: cut, with bars, or as it is. A cut is moved by dragging, or with the arrow keys. */
export function ReelPreview({ asset, account, text, fit, cropCentre, isPlaying }: ReelPreviewProps) {
  const well = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number; centre: number } | null>(null);
  const cut = cropWindow(asset?.width ?? 0, asset?.height ?? 0, cropCentre);
  const isCut = fit === 'crop' && cut.axis !== null;
  const moveTo = (centre: number) => changeContent({ cropCentre: Math.round(centre * 1000) / 1000 });

  const onKeyDown = (press: KeyboardEvent) => {
    const step = stepByKey[press.key];
    const end = { Home: 0, End: 1 }[press.key];
    if (step === undefined && end === undefined) return;
    press.preventDefault();
    moveTo(cropWindow(asset?.width ?? 0, asset?.height ?? 0, end ?? cut.centre + (step ?? 0)).centre);
  };
  const onPointerMove = (move: PointerEvent) => {
    const box = well.current?.getBoundingClientRect();
    if (drag.current === null || box === undefined) return;
    const by =
      cut.axis === 'x' ? (move.clientX - drag.current.x) / box.width : (move.clientY - drag.current.y) / box.height;
    moveTo(movedCentre({ ...cut, centre: drag.current.centre }, by));
  };
  const mover = {
    role: 'slider',
    tabIndex: 0,
    'aria-label': 'What the Reel shows of the clip',
    'aria-orientation': cut.axis === 'y' ? 'vertical' : 'horizontal',
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': Math.round(cut.position),
    'aria-valuetext': `${Math.round(cut.position)} % from the ${cut.axis === 'y' ? 'top' : 'left'}`,
    onKeyDown,
    onPointerDown: (down: PointerEvent<HTMLDivElement>) => {
      down.currentTarget.setPointerCapture(down.pointerId);
      drag.current = { x: down.clientX, y: down.clientY, centre: cut.centre };
    },
    onPointerMove,
    onPointerUp: () => {
      drag.current = null;
    },
    onPointerCancel: () => {
      drag.current = null;
    },
  } as const;
  const position = cut.axis === 'y' ? `50% ${cut.position}%` : `${cut.position}% 50%`;
  return (
    <div
      ref={well}
      data-field="cropCentre"
      {...(isCut ? mover : {})}
      className={`relative aspect-9/16 w-full overflow-hidden rounded-2 bg-well ${isCut ? 'cursor-grab touch-none active:cursor-grabbing' : ''}`}
    >
      <PreviewClip
        asset={asset}
        isPlaying={isPlaying}
        className={fit === 'crop' ? 'object-cover' : 'object-contain'}
        style={isCut ? { objectPosition: position } : {}}
      />
      <div className="pointer-events-none absolute inset-x-0 bottom-0 bg-over-picture px-2 py-1.5 text-micro text-on-picture">
        <b className="block truncate font-semibold">{account}</b>
        <span dir="auto" className="line-clamp-2 break-words">
          {text.trim() === '' ? 'No caption' : text}
        </span>
      </div>
    </div>
  );
}
