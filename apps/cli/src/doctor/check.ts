import type { DaemonSighting } from '@videoexpress/host';
import type { Outside } from '../cli.ts';
import type { Probes } from './probes.ts';
import type { Settings } from '../daemon-link/settings.ts';

/** What one check found. `note`: not as it could be, and no harm. */
export interface Finding {
  readonly id: string;
  readonly label: string;
  readonly status: 'pass' | 'note' | 'fail';
  readonly detail: string;
  /** What to do about it; null where there is nothing to do. */
  readonly fix: string | null;
}

export interface CheckContext {
  readonly outside: Outside;
  readonly settings: Settings;
  /** Still being looked for: one that does not answer is waited for, and what needs no daemon is checked meanwhile. */
  readonly sighting: Promise<DaemonSighting>;
  readonly probes: Probes;
}

/** One thing that `doctor` looks at. A new check is a new function and a line in the list. */
export type Check = (context: CheckContext) => Promise<readonly Finding[]>;
