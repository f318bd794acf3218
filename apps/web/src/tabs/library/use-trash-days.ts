'use client';

import { useSettings } from '../../settings/use-settings.ts';

const usualTrashDays = 7;

/** How many days the trash keeps a file. */
export function useTrashDays(): number {
  return useSettings()?.trashDays ?? usualTrashDays;
}
