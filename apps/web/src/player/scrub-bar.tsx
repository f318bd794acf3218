'use client';

import { spokenPosition } from './timecode.ts';
import { type Playback, useFrame } from './use-playback.ts';

/** Where the clip stands. A slider whose step is one frame: arrows go a frame, Page keys a tenth, Home and End to the ends. */
export function ScrubBar({ playback, fps, label }: { playback: Playback; fps: number; label: string }) {
  const { frame, count } = useFrame(playback.playhead);
  const percent = count <= 1 ? 0 : (frame / (count - 1)) * 100;
  return (
    <div className="relative flex h-8 min-w-12 flex-1 items-center rounded-1 has-focus-visible:outline-2 has-focus-visible:outline-accent max-md:h-10">
      <input
        type="range"
        aria-label={`Position in ${label}`}
        aria-valuetext={spokenPosition(frame, count, fps)}
        min={0}
        max={Math.max(1, count - 1)}
        step={1}
        value={frame}
        onChange={(change) => playback.goTo(change.target.valueAsNumber)}
        className="absolute inset-0 size-full cursor-pointer appearance-none opacity-0"
      />
      <div aria-hidden="true" className="pointer-events-none relative h-1 w-full rounded-[2px] bg-surface-3">
        <i className="absolute inset-y-0 left-0 rounded-[2px] bg-text-1" style={{ width: `${percent}%` }} />
        <b
          className="absolute -top-1 h-3 w-1 rounded-[2px] bg-text-1"
          style={{ left: `calc(${percent}% - ${percent / 25}px)` }}
        />
      </div>
    </div>
  );
}

/** The same in figures: minutes, seconds, frames. */
export function Timecode({ playback, fps, format }: TimecodeProps) {
  const { frame, count } = useFrame(playback.playhead);
  return (
    <span
      className="shrink-0 font-mono text-meta whitespace-nowrap"
      title={`Minutes, seconds, frames. Frame ${frame + 1} of ${count}.`}
    >
      <span data-timecode={frame}>{format(frame, fps)}</span>{' '}
      <span className="text-text-3">/ {format(count, fps)}</span>
    </span>
  );
}

interface TimecodeProps {
  readonly playback: Playback;
  readonly fps: number;
  readonly format: (frame: number, fps: number) => string;
}
