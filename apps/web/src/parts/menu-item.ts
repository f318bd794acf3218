import type { LucideIcon } from 'lucide-react';

/** A line of a menu. */
export interface MenuItem {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
  /** The key that does the same, as a person reads it. */
  readonly keys?: string;
  /** A hairline above it: another sort of thing begins. */
  readonly startsGroup?: boolean;
}
