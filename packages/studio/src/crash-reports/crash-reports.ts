import type { CrashReportsState, EngineTest, ServiceHealth } from '@videoexpress/job-schema';

/** Where an exception was caught. */
export interface CrashPlace {
  /** In words of the program, that hold nothing of a person's: `A handler threw`. */
  readonly where: string;
  /** It ends the process. */
  readonly isFatal?: boolean;
}

/**
 * Reports of bugs to whoever runs this studio. Only exceptions that nobody expected are reported; what can be expected has
 * its own words on the screen. Nothing here throws, and nothing waits for the network but `test` and `close`.
 */
export interface CrashReports {
  /**
   * Reports an exception, unless that is switched off or not set up, the same was just reported, or there have been many.
   * False: it is known already that nothing will be sent.
   */
  report(cause: unknown, place: CrashPlace): boolean;
  /** The same of the page, as its reporter describes it. */
  reportOfPage(event: unknown): void;
  /** Takes the switch of Settings, at the start and after each change. Before the first call nothing is reported. */
  configure(isOn: boolean): void;
  health(): Promise<ServiceHealth>;
  /** Whether reports are sent, and an example of one. */
  describe(): Promise<CrashReportsState>;
  /** Sends a report of a made-up crash and says what was answered to it. */
  test(signal: AbortSignal): Promise<EngineTest>;
  /** Waits until what was reported is sent, at most so long; nothing is reported after it. */
  close(withinMs: number): Promise<void>;
}
