import type { ReactNode } from 'react';

/** One line of a list to choose from. */
export type MenuItem =
  /** One of several, of which one is chosen. */
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly label: string;
      readonly detail?: string;
      readonly isChosen: boolean;
      readonly onChoose: () => void;
    }
  /** Something to do. */
  | {
      readonly kind: 'action';
      readonly id: string;
      readonly label: string;
      readonly icon?: ReactNode;
      readonly keys?: string;
      /** Why it cannot be done now. */
      readonly offBecause?: string | undefined;
      readonly onChoose: () => void;
    }
  | { readonly kind: 'line'; readonly id: string }
  | { readonly kind: 'title'; readonly id: string; readonly label: string };
