'use client';

import type { Engine } from '@videoexpress/job-schema';
import { useEffect } from 'react';
import { takeHandover, useWaitingHandover } from '../../handover/generate-handover.ts';
import { restoreSettings, takeImage } from './restore-settings.ts';

/** Takes what another part of the studio left for the form, once the engines are known. */
export function useHandover(engines: readonly Engine[] | undefined, onTaken: () => void): void {
  const waiting = useWaitingHandover();
  useEffect(() => {
    if (waiting === null || engines === undefined) return;
    const taken = takeHandover();
    if (taken === null) return;
    onTaken();
    if (taken.how === 'start_image') return void takeImage(taken.image);
    const { prompt } = taken.settings.input;
    const name = typeof prompt === 'string' && prompt.trim() !== '' ? prompt.trim() : 'the clip';
    void restoreSettings(taken.settings, taken.how, name, engines);
  }, [waiting, engines, onTaken]);
}
