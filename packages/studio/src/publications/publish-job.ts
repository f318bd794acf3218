import type { AssetId, PostContent, PostId } from '@videoexpress/job-schema';
import { type Clock, isoTime } from '../clock.ts';
import type { NewJob } from '../jobs/job-store.ts';
import { newQueuedJob } from '../jobs/new-job.ts';
import type { ChannelAccount } from './publication-store.ts';

/** The job that takes a post to its service. What is sent is read from the post when it begins. */
export function newPublishJob(
  deps: { readonly clock: Clock; readonly bootId: string },
  about: {
    readonly postId: PostId;
    readonly assetId: AssetId;
    readonly account: Pick<ChannelAccount, 'connectionId' | 'service' | 'accountName'>;
    readonly content: PostContent;
    readonly clipName: string;
    /** Wall time in milliseconds; null: at once. */
    readonly runAtMs: number | null;
  },
): NewJob {
  const { postId, assetId, account, content, clipName, runAtMs } = about;
  const job = newQueuedJob({
    kind: 'publish',
    engine: account.service,
    input: {
      video: assetId,
      post_id: postId,
      connection_id: account.connectionId,
      service: account.service,
      account: account.accountName,
      title: content.title === '' ? clipName : content.title,
    },
    priority: 0,
    projectId: null,
    runAt: runAtMs === null ? null : isoTime(runAtMs),
    retryOf: null,
    nowMs: deps.clock.now(),
  });
  return { job, createdBootId: deps.bootId, placement: 'back', rates: { pricePerSecondUsd: 0, roughSeconds: null } };
}
