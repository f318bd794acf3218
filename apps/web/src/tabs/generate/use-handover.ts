'use client';

import type { Engine } from '@videoexpress/job-schema';
import { useEffect } from 'react';
import { takeHandover, useWaitingHandover } from '../../handover/generate-handover.ts';

/** Takes what another part of the studio left for the form, once the engines are known. */
export function useHandover(engines: readonly Engine[] | undefined, onTaken: () => void): void {
  const waiting = useWaitingHandover();
  useEffect(() => {
    if (waiting === null || engines === undefined) return;
    const taken = takeHandover();
    if (taken === null) return;
    onTaken();
    void import('./restore-settings.ts').then(({ takeOver }) => takeOver(taken, engines));
  }, [waiting, engines, onTaken]);
}
