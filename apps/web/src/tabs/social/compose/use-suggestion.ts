'use client';

import type { Compose } from './use-compose.ts';

export interface Suggestion {
  readonly ask: () => void;
  readonly isBusy: boolean;
  /** Why it cannot be asked for; null: it can. */
  readonly offBecause: string | null;
  /** Who is asked and what is sent, or what went wrong. */
  readonly words: string;
}

export function useSuggestion(_compose: Compose): Suggestion {
  return { ask: () => undefined, isBusy: false, offBecause: 'soon', words: '' };
}
