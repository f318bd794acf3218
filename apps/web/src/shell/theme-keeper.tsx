'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { useMediaQuery } from '../parts/media-query.ts';
import { onThemeChoice, storedThemeChoice, themeOf } from './theme.ts';

/** Keeps the page in the chosen theme, and with the machine where none is chosen. */
export function ThemeKeeper() {
  const choice = useSyncExternalStore(onThemeChoice, storedThemeChoice, () => null);
  const systemIsLight = useMediaQuery('(prefers-color-scheme: light)');
  useEffect(() => {
    if (choice !== null) document.documentElement.dataset['theme'] = themeOf(choice, systemIsLight);
  }, [choice, systemIsLight]);
  return null;
}
