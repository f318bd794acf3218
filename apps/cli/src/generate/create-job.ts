import { randomUUID } from 'node:crypto';
import { findRunningDaemon, type Folders } from '@videoexpress/host';
import { err, ok, type CallError, type CreateJobRequest, type Job, type Result } from '@videoexpress/job-schema';
import type { CliClock } from '../cli.ts';
import { linkTo, type DaemonLink } from '../daemon-link/link.ts';
import { pause } from '../daemon-link/waiting.ts';
import { callFailure, type Failure } from '../failure.ts';
import { inOptionWords } from './build-input.ts';
import type { GenerateRequest } from './request.ts';

const mostTries = 3;

/** Puts the job in the queue, once: a request whose answer was lost is repeated with the same key. */
export async function createJob(
  clock: CliClock,
  folders: Folders,
  first: DaemonLink,
  request: GenerateRequest,
  body: CreateJobRequest,
): Promise<Result<Job, Failure>> {
  const idempotencyKey = randomUUID();
  let link = first;
  for (let tries = 1; ; tries += 1) {
    const created = await link.client.call('createJob', { body, idempotencyKey });
    if (created.ok) return ok(created.value.body);
    const failure = callFailure(created.error);
    if (!isPassing(created.error) || tries === mostTries) {
      return err(inWordsOfTheCommandLine(failure, request));
    }
    await pause(clock, 400 * tries);
    const sighting = await findRunningDaemon(folders);
    if (sighting.state === 'running') link = linkTo(sighting);
  }
}

/** The answer was lost, or the database is another's for a moment: then nothing was made, or the key finds what was. */
function isPassing(error: CallError): boolean {
  return error.code === 'unreachable' || (error.code === 'problem' && error.problem.status === 503);
}

/** One refused value is the message itself; several are listed under it. */
function inWordsOfTheCommandLine(failure: Failure, request: GenerateRequest): Failure {
  const errors = inOptionWords(failure.errors ?? [], request);
  const [first, second] = errors;
  if (first === undefined) return failure;
  const message = second === undefined ? `${first.path}: ${first.message}` : 'Some values cannot be used.';
  return { ...failure, message, errors };
}
