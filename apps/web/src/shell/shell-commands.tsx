'use client';

import { themes } from '@videoexpress/job-schema';
import { useRouter } from 'next/navigation';
import { useCommands } from '../commands/command-registry.ts';
import { usePatchSettings } from '../settings/use-settings.ts';
import { logOut } from './log-out.ts';
import { railTabs } from './tabs.ts';

const themeLabels = { system: 'Theme: as the machine', dark: 'Theme: dark', light: 'Theme: light' } as const;

/** What can be done on every screen. */
export function ShellCommands() {
  const router = useRouter();
  const patch = usePatchSettings();
  useCommands([
    ...railTabs.map(({ id, href, label }, index) => ({
      id: `go.${id}`,
      label,
      group: 'go' as const,
      keys: String(index + 1),
      run: () => router.push(href),
    })),
    ...themes.map((theme) => ({
      id: `theme.${theme}`,
      label: themeLabels[theme],
      group: 'do' as const,
      run: () => void patch({ theme }),
    })),
    { id: 'logout', label: 'Log this browser out', group: 'do', run: () => void logOut() },
  ]);
  return null;
}
