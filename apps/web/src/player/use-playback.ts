'use client';

import { type RefCallback, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useStoredValue } from '../stored/stored-value.ts';
import { playerPreferences, type PlayerPreferences } from './player-preferences.ts';
import { type Playhead, playheadOf } from './playhead.ts';

/** Offered speeds, as multiples of the clip's own. */
export const speeds = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;

const never = () => () => {};

/** Everything that can be done to a playing clip, and how it stands. One clip a component: key it by its address. */
export function usePlayback(fps: number) {
  const video = useRef<HTMLVideoElement | null>(null);
  const [playhead, setPlayhead] = useState<Playhead | null>(null);
  const preferences = useStoredValue(playerPreferences);
  const [speed, setSpeed] = useState(1);
  const [isPlaying, setIsPlaying] = useState(false);

  const attach = useCallback<RefCallback<HTMLVideoElement>>(
    (element) => {
      if (element === null) return;
      video.current = element;
      const head = playheadOf(element, fps);
      setPlayhead(head);
      return () => {
        head.detach();
        video.current = null;
      };
    },
    [fps],
  );
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    element.muted = preferences.isMuted;
    element.volume = preferences.volume;
    element.loop = preferences.isLooping;
  }, [preferences, playhead]);
  useEffect(() => {
    if (video.current !== null) video.current.playbackRate = speed;
  }, [speed, playhead]);

  const prefer = (change: Partial<PlayerPreferences>) => playerPreferences.set({ ...preferences, ...change });
  const play = () => {
    // Refused where the browser wants a press first; the button then still says Play.
    video.current?.play().catch(() => setIsPlaying(false));
  };
  const pause = () => video.current?.pause();
  const goTo = (frame: number) => playhead?.goTo(frame);
  return {
    attach,
    video,
    playhead,
    ...preferences,
    speed,
    isPlaying,
    setIsPlaying,
    setSpeed,
    play,
    pause,
    goTo,
    toggle: () => (video.current?.paused === false ? pause() : play()),
    /** Some frames on, or back; the clip stands still then. */
    step: (frames: number) => {
      if (playhead === null) return;
      pause();
      goTo(playhead.frame() + frames);
    },
    toggleLoop: () => prefer({ isLooping: !preferences.isLooping }),
    toggleMute: () => prefer({ isMuted: !preferences.isMuted }),
    setVolume: (volume: number) => prefer({ volume, isMuted: volume === 0 }),
  };
}
export type Playback = ReturnType<typeof usePlayback>;

/** The frame that a clip stands at, and how many it has; kept up to date. */
export function useFrame(playhead: Playhead | null): { readonly frame: number; readonly count: number } {
  const subscribe = playhead?.subscribe ?? never;
  const frame = useSyncExternalStore(
    subscribe,
    () => playhead?.frame() ?? 0,
    () => 0,
  );
  const count = useSyncExternalStore(
    subscribe,
    () => playhead?.count() ?? 1,
    () => 1,
  );
  return { frame, count };
}
