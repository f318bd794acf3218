import type { Settings } from '@videoexpress/job-schema';

/** What one change of the settings comes to: what is kept, and what everyone then sees. */
export interface SettingsChange {
  readonly stored: unknown;
  readonly settings: Settings;
}

/** Where settings are kept: as JSON, and only what a person set. Throws `StoreUnavailable` and nothing else. */
export interface SettingsStore {
  /** What is kept, whatever that is; undefined where nothing was ever set, or it is no JSON any more. */
  read(): Promise<unknown>;
  /**
   * Reads, changes and writes in one transaction, with the event that tells of it, so that of two changes at the same
   * moment neither is lost.
   */
  change(decide: (stored: unknown) => SettingsChange, nowMs: number): Promise<Settings>;
}
