'use client';

import { useEffect, useEffectEvent } from 'react';

/** Ctrl or Cmd with Enter, wherever the focus is. Enter that ends a word of an input method is not meant. */
export function useSubmitShortcut(submit: () => void): void {
  const onKeyDown = useEffectEvent((key: KeyboardEvent) => {
    if (key.key !== 'Enter' || !(key.ctrlKey || key.metaKey) || key.isComposing || key.repeat) return;
    key.preventDefault();
    submit();
  });
  useEffect(() => {
    const listener = (key: KeyboardEvent) => onKeyDown(key);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
