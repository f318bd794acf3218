import { parseListenAddress } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { usageFailure, type Failure } from '../failure.ts';

/** Where workers are let in, as `--worker-listen` says; null: wherever Settings do. */
export function readWorkerListen(text: string | null): Result<string | null, Failure> {
  if (text === null || parseListenAddress(text) !== null) return ok(text);
  const way = 'Give an address of this machine and a port, such as 127.0.0.1:8124.';
  return err(usageFailure(`--worker-listen is "${text}". ${way}`));
}
