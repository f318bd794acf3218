'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { IconButton } from '../parts/button.tsx';
import { useMediaQuery } from '../parts/media-query.ts';
import { onThemeChoice, storedThemeChoice, storeThemeChoice, themeChoices, themeOf } from './theme.ts';

const icons = { system: Monitor, dark: Moon, light: Sun } as const;

/** Steps through system, dark and light. */
export function ThemeButton() {
  const choice = useSyncExternalStore(onThemeChoice, storedThemeChoice, () => null);
  const systemIsLight = useMediaQuery('(prefers-color-scheme: light)');
  useEffect(() => {
    if (choice !== null) document.documentElement.dataset['theme'] = themeOf(choice, systemIsLight);
  }, [choice, systemIsLight]);

  const shown = choice ?? 'system';
  const Icon = icons[shown];
  const next = themeChoices[(themeChoices.indexOf(shown) + 1) % themeChoices.length] ?? 'system';
  return (
    <IconButton label={`Theme: ${shown}`} onClick={() => storeThemeChoice(next)}>
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
    </IconButton>
  );
}
