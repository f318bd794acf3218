'use client';

import { useSyncExternalStore } from 'react';

/** The one card that plays. `from` is where it begins, as a fraction of its length. */
export interface PlayingCard {
  readonly id: string;
  readonly from: number;
  readonly isPaused: boolean;
}

let playing: PlayingCard | null = null;
const listeners = new Set<() => void>();

/** Plays this card and no other, or none. */
export function playCard(next: PlayingCard | null): void {
  if (playing === next) return;
  playing = next;
  for (const listener of listeners) listener();
}

/** Stops this card, if it is the one that plays. */
export function stopCard(id: string): void {
  if (playing?.id === id) playCard(null);
}

/** Plays the card from its start; a second time it pauses, a third time it goes on. */
export function toggleCard(id: string): void {
  playCard(playing?.id === id ? { ...playing, isPaused: !playing.isPaused } : { id, from: 0, isPaused: false });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How this card plays; null while it does not. */
export function usePlayingCard(id: string): PlayingCard | null {
  return useSyncExternalStore(
    subscribe,
    () => (playing?.id === id ? playing : null),
    () => null,
  );
}
