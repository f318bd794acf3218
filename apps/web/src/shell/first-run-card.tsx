'use client';

import { useJobs } from '../live/live-provider.tsx';
import { KeyCaps } from '../commands/key-caps.tsx';
import { Button } from '../parts/button.tsx';
import { HealthLight } from '../parts/health-light.tsx';
import { usePatchSettings, useSettings } from '../settings/use-settings.ts';

const keysToKnow = [
  { keys: 'Mod+Enter', means: 'queues what you wrote' },
  { keys: 'Mod+K', means: 'finds anything' },
  { keys: '?', means: 'lists every key' },
] as const;

/** Whether the studio is new to this person: nothing was ever made, and the card was not put away. */
export function useIsFirstRun(): boolean {
  const jobs = useJobs();
  const settings = useSettings();
  return settings?.welcomed === false && jobs !== undefined && Object.keys(jobs).length === 0;
}

/** What the studio is, what works at once, and three keys. `onStart` puts the focus on the prompt. */
export function FirstRunCard({ onStart }: { onStart: () => void }) {
  const isFirstRun = useIsFirstRun();
  const patch = usePatchSettings();
  if (!isFirstRun) return null;
  const start = () => {
    void patch({ welcomed: true });
    onStart();
  };
  return (
    <section aria-labelledby="first-run" className="rounded-2 border border-line bg-surface-1">
      <div className="grid gap-2 p-4">
        <h2 id="first-run" className="text-hero font-semibold tracking-[-0.015em]">
          A studio of your own
        </h2>
        <p className="text-read text-text-2">
          Write what should happen, and it becomes a clip. Your library stays on this machine, and what runs goes on
          when you close the browser.
        </p>
      </div>
      <div className="grid grid-cols-[8px_minmax(0,1fr)_auto] items-center gap-x-3 border-t border-line px-4 py-3">
        <HealthLight status="ok" />
        <span className="font-medium">Works now: Sketch</span>
        <span className="text-meta text-text-2">free, no key</span>
        <span className="col-start-2 text-meta text-text-2">A moving sketch made on this machine, no AI model.</span>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-4 border-t border-line p-4">
        <ul className="grid gap-2 text-meta text-text-2 max-md:hidden">
          {keysToKnow.map(({ keys, means }) => (
            <li key={keys} className="flex items-center gap-2">
              <span className="flex w-24">
                <KeyCaps keys={keys} />
              </span>
              {means}
            </li>
          ))}
        </ul>
        <Button onClick={start}>Start</Button>
      </div>
    </section>
  );
}
