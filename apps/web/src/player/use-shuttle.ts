'use client';

import { useEffect, useState } from 'react';
import type { Playback } from './use-playback.ts';

const fastest = 4;

/**
 * J, K and L as at an editing desk: L plays, again doubles, J plays backwards, again doubles, K stands still. Browsers play
 * no clip backwards, so that is done frame by frame.
 */
export function useShuttle(playback: Playback, fps: number) {
  const [backwards, setBackwards] = useState(0);
  const { playhead, video } = playback;
  useEffect(() => {
    if (backwards === 0 || playhead === null) return;
    const startedAt = performance.now();
    const from = playhead.frame();
    let handle = 0;
    const tick = (now: number) => {
      const frame = from - Math.floor(((now - startedAt) / 1000) * fps * backwards);
      playhead.goTo(frame);
      if (frame > 0) handle = requestAnimationFrame(tick);
      else setBackwards(0);
    };
    handle = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(handle);
  }, [backwards, playhead, fps]);

  const forward = () => {
    setBackwards(0);
    if (video.current?.paused !== false) {
      playback.setSpeed(1);
      playback.play();
    } else playback.setSpeed(Math.min(2, playback.speed < 1 ? 1 : playback.speed * 2));
  };
  return {
    isBackwards: backwards > 0,
    forward,
    back: () => {
      playback.pause();
      setBackwards(Math.min(fastest, backwards === 0 ? 1 : backwards * 2));
    },
    stop: () => {
      setBackwards(0);
      playback.pause();
    },
  };
}
