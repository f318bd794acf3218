/**
 * Why a job can fail. `retryable` says whether the same input may well work the next time: the daemon then retries by
 * itself, at most once a job, and never where GPU time was billed without a result.
 */
export const failureCodes = {
  engine_failed: { retryable: true, meaning: 'The engine reported an error while rendering.' },
  engine_unavailable: { retryable: true, meaning: 'The engine could not be reached for too long.' },
  input_rejected: { retryable: false, meaning: 'The engine refused the input.' },
  input_missing: { retryable: false, meaning: 'A file that the job needs is no longer there.' },
  invalid_output: { retryable: true, meaning: 'What the engine made is not a valid video.' },
  heartbeat_timeout: { retryable: true, meaning: 'The engine was silent for too long while running.' },
  result_expired: { retryable: false, meaning: 'The engine forgot the result before it could be fetched.' },
  outcome_unknown: { retryable: false, meaning: 'It is not known whether the engine did the work.' },
  crash_loop: { retryable: false, meaning: 'The work crashed three times.' },
  storage_failed: { retryable: true, meaning: 'The finished clip could not be kept.' },
} as const satisfies Record<string, { retryable: boolean; meaning: string }>;

export type FailureCode = keyof typeof failureCodes;

/** The failure codes as a list, for schemas. */
export const failureCodeList = Object.keys(failureCodes).filter((code): code is FailureCode => code in failureCodes);
