'use client';

import { useMemo } from 'react';
import { useEngines } from '../live/live-provider.tsx';

/** What each engine is called, by its id. */
export function useEngineLabels(): Readonly<Record<string, string>> {
  const engines = useEngines();
  return useMemo(() => Object.fromEntries((engines ?? []).map(({ id, label }) => [id, label])), [engines]);
}
