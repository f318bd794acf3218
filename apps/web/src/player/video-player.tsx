'use client';

import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useMediaQuery } from '../parts/media-query.ts';
import { useAfter } from '../parts/use-after.ts';
import { Transport } from './transport.tsx';
import { useFullScreen } from './use-full-screen.ts';
import { usePlayback } from './use-playback.ts';
import { usePlayerCommands } from './use-player-commands.ts';
import { useShuttle } from './use-shuttle.ts';

/** A clip that names no rate of its own is stepped in twenty-fourths of a second. */
const usualFps = 24;
/** What is there sooner was never worth a word. */
const loadingAfterMs = 300;

/** What another part of the page can ask of a player. */
export interface VideoPlayerHandle {
  /** The frame on the screen, counted from 0. */
  readonly frame: () => number;
  readonly goTo: (frame: number) => void;
  readonly play: () => void;
  readonly pause: () => void;
  readonly video: () => HTMLVideoElement | null;
}

interface VideoPlayerProps {
  readonly src: string;
  /** Shown until the first frame is there. */
  readonly poster?: string;
  /** What a person calls the clip. */
  readonly label: string;
  readonly fps?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Plays as soon as it can; never for whoever asked for less motion. On, unless told otherwise. */
  readonly autoPlay?: boolean;
  /** Offers its keys to the whole page. On, unless told otherwise; of several players on a page only one should. */
  readonly hasKeys?: boolean;
  /** Room that the page needs beside the picture, in pixels of height. */
  readonly reservedHeight?: number;
  /** In a narrow place: only the most needed of the row below the picture. */
  readonly isCompact?: boolean;
  /** Shown in the place of the picture where the file cannot be played. */
  readonly fault?: ReactNode;
  readonly onFault?: () => void;
  /** Told of each new frame, in seconds. */
  readonly onTime?: (seconds: number) => void;
  readonly ref?: Ref<VideoPlayerHandle>;
}

/** A clip, large, with all that an editor expects. A new `src` starts a new player. */
export function VideoPlayer(props: VideoPlayerProps) {
  return <OneClip key={`${props.src} ${props.fps ?? ''}`} {...props} />;
}

function OneClip(props: VideoPlayerProps) {
  const { src, poster, label, fps = usualFps, width = 16, height = 9, autoPlay = true, hasKeys = true } = props;
  const { reservedHeight = 248, isCompact = false, fault, onFault, onTime, ref } = props;
  const lessMotion = useMediaQuery('(prefers-reduced-motion: reduce)');
  const frameRef = useRef<HTMLDivElement>(null);
  const playback = usePlayback(fps);
  const shuttle = useShuttle(playback, fps);
  const full = useFullScreen(frameRef);
  const [isWaiting, setIsWaiting] = useState(false);
  const [isBroken, setIsBroken] = useState(false);
  // A short clip that begins again waits for a moment, each time.
  const isLoading = useAfter(isWaiting, loadingAfterMs);
  const { playhead, video, goTo, play, pause, attach, setIsPlaying } = playback;
  const isPlaying = playback.isPlaying || shuttle.isBackwards;
  const toggle = () => (shuttle.isBackwards ? shuttle.stop() : playback.toggle());

  usePlayerCommands({ playback, shuttle, fps, toggle, toggleFull: full.toggle }, hasKeys);
  useImperativeHandle(
    ref,
    () => ({ frame: () => playhead?.frame() ?? 0, goTo, play, pause, video: () => video.current }),
    [playhead, goTo, play, pause, video],
  );
  useEffect(() => {
    if (playhead === null || onTime === undefined) return;
    return playhead.subscribe(() => onTime(playhead.frame() / fps));
  }, [playhead, onTime, fps]);

  const box = { aspectRatio: `${width} / ${height}`, maxHeight: `calc(100dvh - ${reservedHeight}px)` };
  return (
    <div ref={frameRef} className="flex min-w-0 shrink-0 flex-col bg-well">
      <div
        className={`relative w-full overflow-hidden bg-well ${full.isFull ? 'min-h-0 flex-1' : ''}`}
        style={full.isFull ? undefined : box}
      >
        {/* Clips of the studio have no speech of their own to caption. */}
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
        <video
          ref={attach}
          src={src}
          {...(poster === undefined ? {} : { poster })}
          autoPlay={autoPlay && !lessMotion}
          muted
          playsInline
          preload="auto"
          aria-label={label}
          onPlay={() => setIsPlaying(true)}
          onPause={() => setIsPlaying(false)}
          onWaiting={() => setIsWaiting(true)}
          onPlaying={() => setIsWaiting(false)}
          onCanPlay={() => setIsWaiting(false)}
          onError={() => {
            setIsBroken(true);
            onFault?.();
          }}
          onClick={toggle}
          onDoubleClick={full.toggle}
          className="absolute inset-0 size-full object-contain"
        />
        {isLoading && !isBroken ? (
          <p className="absolute bottom-2 left-2 rounded-inner bg-over-picture px-1.5 text-meta text-on-picture">
            Loading
          </p>
        ) : null}
        {isBroken ? (
          <div role="alert" className="absolute inset-0 grid place-items-center bg-well p-6 text-on-picture">
            {fault ?? <p>This clip cannot be played.</p>}
          </div>
        ) : null}
      </div>
      <Transport
        playback={playback}
        fps={fps}
        label={label}
        isPlaying={isPlaying}
        onToggle={toggle}
        isCompact={isCompact}
        isFull={full.isFull}
        onFull={full.toggle}
      />
    </div>
  );
}
