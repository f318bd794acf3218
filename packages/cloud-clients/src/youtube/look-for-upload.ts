import type { PublishOutcome } from '@videoexpress/studio';
import { findUpload } from './find-upload.ts';
import type { UploadParts } from './upload-parts.ts';
import { waitFor } from './waits.ts';

/** A video that was just completed may be missing in the list for a while. */
const looks = 3;
const lookAgainMs = 20_000;

/**
 * All of a video was sent, and what became of it is not known: it is looked for in what the channel lists. Found, that is it;
 * else nobody knows, and it is never sent again without a person.
 */
export async function lookForUpload(
  { api, task, clock }: UploadParts,
  startedAtMs: number,
  detail: string,
): Promise<{ readonly videoId: string } | PublishOutcome> {
  for (let look = 1; look <= looks; look += 1) {
    if (look > 1) await waitFor(clock, lookAgainMs, task.signal);
    const found = await findUpload(api, { title: task.content.title, startedAtMs }, task.signal);
    if (task.signal.aborted) return { kind: 'aborted' };
    if (found.ok && found.value !== null) return { videoId: found.value };
    if (!found.ok && found.error.code === 'needs_login')
      return { kind: 'wait', stage: 'Waiting for a login', error: null, until: 'login' };
  }
  const userMessage = `All of the video was sent, and it cannot be found on ${task.account.accountName}. It may still appear there. Look before you send it again.`;
  const error = { code: 'outcome_unknown', detail, userMessage, action: 'look' } as const;
  return { kind: 'unknown', remoteId: null, url: null, error };
}
