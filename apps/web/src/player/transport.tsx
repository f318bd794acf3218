'use client';

import { Maximize, Minimize, Pause, Play, Repeat, StepBack, StepForward, Volume2, VolumeX } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../parts/button.tsx';
import { ScrubBar, Timecode } from './scrub-bar.tsx';
import { formatTimecode } from './timecode.ts';
import { type Playback, speeds } from './use-playback.ts';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

function Toggle(props: {
  label: string;
  pressed: boolean;
  onPress: () => void;
  className?: string;
  children: ReactNode;
}) {
  const { label, pressed, onPress, className = '', children } = props;
  const tone = pressed ? 'bg-surface-3 text-text-1' : '';
  return (
    <IconButton label={label} aria-pressed={pressed} onClick={onPress} className={`${tone} ${className}`}>
      {children}
    </IconButton>
  );
}

function Volume({ playback }: { playback: Playback }) {
  const isSilent = playback.isMuted || playback.volume === 0;
  return (
    <span className="group flex items-center max-md:hidden">
      <IconButton label={isSilent ? 'Unmute' : 'Mute'} onClick={playback.toggleMute}>
        {isSilent ? <VolumeX {...icon} /> : <Volume2 {...icon} />}
      </IconButton>
      <input
        type="range"
        aria-label="Volume"
        min={0}
        max={1}
        step={0.05}
        value={playback.isMuted ? 0 : playback.volume}
        onChange={(change) => playback.setVolume(change.target.valueAsNumber)}
        className="h-8 w-0 cursor-pointer accent-text-1 opacity-0 transition-[width] duration-(--t-fade) group-focus-within:w-16 group-focus-within:opacity-100 group-hover:w-16 group-hover:opacity-100"
      />
    </span>
  );
}

interface TransportProps {
  readonly playback: Playback;
  readonly fps: number;
  readonly label: string;
  readonly isPlaying: boolean;
  readonly onToggle: () => void;
  readonly isCompact: boolean;
  readonly isFull: boolean;
  readonly onFull: () => void;
}

/** The row below the picture: play, position, speed, loop, sound, full screen. */
export function Transport(props: TransportProps) {
  const { playback, fps, label, isPlaying, onToggle, isCompact, isFull, onFull } = props;
  return (
    <div
      role="group"
      aria-label="Player"
      className="flex h-10 shrink-0 items-center gap-1 border-b border-line bg-surface-0 px-2 max-md:h-12"
    >
      <IconButton label={isPlaying ? 'Pause' : 'Play'} onClick={onToggle} className="text-text-1">
        {isPlaying ? <Pause {...icon} /> : <Play {...icon} />}
      </IconButton>
      <IconButton label="One frame back" onClick={() => playback.step(-1)} className="max-md:hidden">
        <StepBack {...icon} />
      </IconButton>
      <IconButton label="One frame on" onClick={() => playback.step(1)} className="mr-1 max-md:hidden">
        <StepForward {...icon} />
      </IconButton>
      <Timecode playback={playback} fps={fps} format={formatTimecode} />
      <span className="mx-1.5 flex min-w-0 flex-1">
        <ScrubBar playback={playback} fps={fps} label={label} />
      </span>
      {isCompact ? null : (
        <select
          aria-label="Speed"
          title="Speed"
          value={playback.speed}
          onChange={(change) => playback.setSpeed(Number(change.target.value))}
          className="h-8 shrink-0 cursor-pointer appearance-none rounded-2 bg-transparent px-1.5 text-center text-meta text-text-2 hover:bg-surface-2 hover:text-text-1 max-md:hidden"
        >
          {speeds.map((speed) => (
            <option key={speed} value={speed} className="bg-surface-1 text-text-1">
              {speed}×
            </option>
          ))}
        </select>
      )}
      {isCompact ? null : (
        <Toggle label="Loop" pressed={playback.isLooping} onPress={playback.toggleLoop}>
          <Repeat {...icon} />
        </Toggle>
      )}
      {isCompact ? null : <Volume playback={playback} />}
      {isCompact ? null : (
        <IconButton label={isFull ? 'Leave full screen' : 'Full screen'} onClick={onFull}>
          {isFull ? <Minimize {...icon} /> : <Maximize {...icon} />}
        </IconButton>
      )}
    </div>
  );
}
