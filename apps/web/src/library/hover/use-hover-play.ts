'use client';

import { type PointerEvent, useEffect, useRef } from 'react';
import { useMediaQuery } from '../../parts/media-query.ts';
import { playCard, stopCard } from './playing-card.ts';

/** A pointer that only passes over starts nothing. */
const restMs = 150;

function fractionAt(event: PointerEvent): number {
  const box = event.currentTarget.getBoundingClientRect();
  return box.width === 0 ? 0 : Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
}

/**
 * Plays a card that the mouse rests on, from the mouse's place; none for a finger, which has no place before it presses,
 * and for whoever asked for less motion.
 */
export function useHoverPlay(id: string, canPlay: boolean) {
  const lessMotion = useMediaQuery('(prefers-reduced-motion: reduce)');
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const from = useRef(0);
  const stop = () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  };
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      stopCard(id);
    },
    [id],
  );
  if (!canPlay || lessMotion) return {};
  return {
    onPointerEnter: (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') return;
      from.current = fractionAt(event);
      stop();
      timer.current = setTimeout(() => playCard({ id, from: from.current, isPaused: false }), restMs);
    },
    onPointerMove: (event: PointerEvent) => {
      if (event.pointerType === 'mouse') from.current = fractionAt(event);
    },
    onPointerLeave: () => {
      stop();
      stopCard(id);
    },
  };
}
