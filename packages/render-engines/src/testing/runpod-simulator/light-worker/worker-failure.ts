import type { WorkerError, WorkerErrorCode } from '@videoexpress/job-schema/worker';
import type { Behaviour } from './behaviour.ts';
import { head } from './claim-attempt.ts';

/** A render that ended with an error, whose text is what goes over the wire. */
export class RenderFailed extends Error {
  readonly text: string;

  constructor(text: string) {
    super(text);
    this.text = text;
  }
}

export function workerErrorText(code: WorkerErrorCode, message: string, field: string | null): string {
  const error: WorkerError = { type: 'error', ...head, code, message, field };
  return JSON.stringify(error);
}

/** The text of the failure that a test ordered. */
export function failureText(failure: NonNullable<Behaviour['failAs']>, workerId: string): string {
  switch (failure.kind) {
    case 'text':
      return failure.text;
    case 'worker_error':
      return workerErrorText(failure.code, failure.message, failure.field);
    case 'traceback':
      return JSON.stringify({
        error_type: "<class 'ValueError'>",
        error_message: failure.message,
        error_traceback: `Traceback (most recent call last):\n  File "/app/handler.py", line 3, in handler\nValueError: ${failure.message}\n`,
        hostname: `${workerId}-host`,
        worker_id: workerId,
        runpod_version: '1.12.0',
      });
  }
}
