'use client';

import { useEffect, useEffectEvent } from 'react';
import { onMac } from '../../../commands/on-mac.ts';
import { chordOfPress } from './chord-of-press.ts';

interface KeyCapture {
  readonly onChord: (chord: string) => void;
  /** Escape, Tab, or a press elsewhere. */
  readonly onEnd: () => void;
}

/** While it is on, the next key press is taken before anything else on the page sees it. */
export function useKeyCapture(isOn: boolean, { onChord, onEnd }: KeyCapture): void {
  const take = useEffectEvent((press: KeyboardEvent) => {
    // Tab goes on to the next control, so that nobody is caught here.
    if (press.key === 'Tab') return onEnd();
    press.preventDefault();
    press.stopImmediatePropagation();
    if (press.key === 'Escape') return onEnd();
    const chord = chordOfPress(press, onMac());
    if (chord !== null) onChord(chord);
    return undefined;
  });
  const end = useEffectEvent(() => onEnd());
  useEffect(() => {
    if (!isOn) return undefined;
    const onKeyDown = (press: KeyboardEvent) => take(press);
    const onPointerDown = () => end();
    window.addEventListener('keydown', onKeyDown, { capture: true });
    window.addEventListener('pointerdown', onPointerDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
      window.removeEventListener('pointerdown', onPointerDown);
    };
  }, [isOn]);
}
