'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { useMediaQuery } from '../parts/media-query.ts';
import { useSettings } from '../settings/use-settings.ts';
import { onThemeChoice, storedThemeChoice, storeThemeChoice, themeOf } from './theme.ts';

/**
 * Keeps the page in the theme that Settings name, and with the machine where they name none. The browser's own copy is
 * for the time before the daemon has answered.
 */
export function ThemeKeeper() {
  const stored = useSyncExternalStore(onThemeChoice, storedThemeChoice, () => null);
  const set = useSettings()?.theme;
  const systemIsLight = useMediaQuery('(prefers-color-scheme: light)');
  const choice = set ?? stored;
  useEffect(() => {
    if (set !== undefined && set !== storedThemeChoice()) storeThemeChoice(set);
  }, [set]);
  useEffect(() => {
    if (choice !== null) document.documentElement.dataset['theme'] = themeOf(choice, systemIsLight);
  }, [choice, systemIsLight]);
  return null;
}
