'use client';

import { useEffect, useState } from 'react';
import type { ComparedClip } from '../../../library/compare/compare-clock.ts';
import { type ComparePlayer, createComparePlayer } from '../../../library/compare/compare-player.ts';

/** The player of two clips, once both of their elements are there. */
export function useComparePlayer(one: ComparedClip, other: ComparedClip) {
  const [videoOne, attachOne] = useState<HTMLVideoElement | null>(null);
  const [videoOther, attachOther] = useState<HTMLVideoElement | null>(null);
  const [player, setPlayer] = useState<ComparePlayer | null>(null);
  useEffect(() => {
    if (videoOne === null || videoOther === null) return;
    const made = createComparePlayer(
      { video: videoOne, clip: { fps: one.fps, durationSeconds: one.durationSeconds } },
      { video: videoOther, clip: { fps: other.fps, durationSeconds: other.durationSeconds } },
    );
    // Made of elements, which are there after the drawing alone.
    // oxlint-disable-next-line react/set-state-in-effect
    setPlayer(made);
    return made.stop;
  }, [videoOne, videoOther, one.fps, one.durationSeconds, other.fps, other.durationSeconds]);
  return { player, attachOne, attachOther };
}
