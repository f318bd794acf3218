'use client';

import type { Asset } from '@videoexpress/job-schema';
import { createContext, useContext } from 'react';

/** What a card can ask of the grid it lies in. The same value for as long as the grid shows one list. */
export interface CardDeeds {
  readonly toggle: (asset: Asset, index: number) => void;
  readonly chooseTo: (index: number) => void;
  readonly star: (asset: Asset) => void;
  readonly remix: (asset: Asset) => void;
  readonly remove: (asset: Asset) => void;
  readonly restore: (asset: Asset) => void;
  readonly purge: (asset: Asset) => void;
  readonly useAsInput: (asset: Asset) => void;
  readonly publish: (asset: Asset) => void;
  readonly reproduce: (asset: Asset) => void;
  readonly download: (asset: Asset) => void;
  readonly reveal: (asset: Asset) => void;
}

export const CardContext = createContext<CardDeeds | null>(null);

/** The deeds of the grid around. */
export function useCardDeeds(): CardDeeds {
  const deeds = useContext(CardContext);
  if (deeds === null) throw new Error('A card lies in a grid');
  return deeds;
}
