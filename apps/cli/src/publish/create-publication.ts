import { randomUUID } from 'node:crypto';
import { findRunningDaemon, type Folders } from '@videoexpress/host';
import {
  type CallError,
  type CreatePublicationRequest,
  err,
  ok,
  type Publication,
  type Result,
} from '@videoexpress/job-schema';
import type { CliClock } from '../cli.ts';
import { type DaemonLink, linkTo } from '../daemon-link/link.ts';
import { pause } from '../daemon-link/waiting.ts';
import { callFailure, type Failure } from '../failure.ts';

const mostTries = 3;

/** Makes the publication, once: a request whose answer was lost is repeated with the same key. */
export async function createPublication(
  clock: CliClock,
  folders: Folders,
  first: DaemonLink,
  body: CreatePublicationRequest,
): Promise<Result<Publication, Failure>> {
  const idempotencyKey = randomUUID();
  let link = first;
  for (let tries = 1; ; tries += 1) {
    const created = await link.client.call('createPublication', { body, idempotencyKey });
    if (created.ok) return ok(created.value.body);
    if (!isPassing(created.error) || tries === mostTries) return err(callFailure(created.error));
    await pause(clock, 400 * tries);
    const sighting = await findRunningDaemon(folders);
    if (sighting.state === 'running') link = linkTo(sighting);
  }
}

/** The answer was lost, or the database is another's for a moment: then nothing was made, or the key finds what was. */
function isPassing(error: CallError): boolean {
  return error.code === 'unreachable' || (error.code === 'problem' && error.problem.status === 503);
}
