'use client';

import { type Theme, themes } from '@videoexpress/job-schema';
import { usePatchSettings } from '../../../settings/use-settings.ts';
import { SectionCard } from '../parts/section-card.tsx';

const words: Readonly<Record<Theme, string>> = { system: 'System', dark: 'Dark', light: 'Light' };

/** A small studio in the colours of a theme; the palettes hang on `data-theme`, so they are the real ones. */
function Preview({ theme, half }: { theme: 'dark' | 'light'; half?: boolean }) {
  return (
    <span data-theme={theme} className={`flex h-full flex-1 bg-surface-1 ${half === true ? 'min-w-0' : ''}`}>
      <span className="w-2 border-r border-line" />
      <span className="flex flex-1 flex-col gap-1 bg-surface-0 p-1.5">
        <span className="min-h-0 flex-1 rounded-1 bg-well" />
        <span className="h-1 w-2/3 rounded-1 bg-text-2" />
        <span className="h-1 w-1/3 rounded-1 bg-accent" />
      </span>
    </span>
  );
}

/** The theme, with a look at each. */
export function AppearanceSection({ theme }: { theme: Theme }) {
  const patchSettings = usePatchSettings();
  return (
    <SectionCard id="appearance" title="Appearance">
      <div role="radiogroup" aria-label="Theme" className="grid grid-cols-3 gap-3 p-4">
        {themes.map((each) => (
          <label
            key={each}
            className="group grid cursor-pointer gap-2 rounded-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="theme"
              value={each}
              checked={each === theme}
              onChange={() => void patchSettings({ theme: each })}
              className="sr-only"
            />
            <span
              aria-hidden="true"
              className="flex h-20 overflow-hidden rounded-2 border border-line outline-offset-2 group-has-checked:border-text-1 group-has-checked:outline-1 group-has-checked:outline-text-1"
            >
              {each === 'light' ? null : <Preview theme="dark" half={each === 'system'} />}
              {each === 'dark' ? null : <Preview theme="light" half={each === 'system'} />}
            </span>
            <span className="text-center text-text-2 group-has-checked:font-medium group-has-checked:text-text-1">
              {words[each]}
            </span>
          </label>
        ))}
      </div>
    </SectionCard>
  );
}
