import type { ExitCode } from '@videoexpress/host';

/** The daemon could not start. Nothing was changed that was there before. */
export interface StartFailure {
  readonly exitCode: ExitCode;
  /** What is wrong and the way out, for a person. */
  readonly message: string;
}
