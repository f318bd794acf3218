'use client';

import { useEffect } from 'react';
import { useHealth } from '../live/live-provider.tsx';
import { reportCrashesTo, watchWindow } from './page-crashes.ts';

/** Hears of crashes of the page, and loads what reports them: only while a DSN is set and the switch is on. */
export function CrashWatch() {
  const state = useHealth()?.find(({ id }) => id === 'sentry')?.status;
  const isOn = state === undefined ? undefined : state === 'ok';
  useEffect(watchWindow, []);
  useEffect(() => {
    if (isOn === false) reportCrashesTo(null);
    if (isOn !== true) return undefined;
    let isWanted = true;
    void import('./sentry-in-page.ts').then(
      ({ createPageReporter }) => (isWanted ? reportCrashesTo(createPageReporter()) : undefined),
      // The daemon was away. The next change of its health tries again.
      () => undefined,
    );
    return () => {
      isWanted = false;
      reportCrashesTo(null);
    };
  }, [isOn]);
  return null;
}
