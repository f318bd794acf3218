import type { PostError } from '@videoexpress/job-schema';
import type { PostClip } from '@videoexpress/studio';
import { error, quotaUsed } from './fault-verdict.ts';
import { preflightReel } from './preflight-reel.ts';
import { readQuota } from './publishing-limit.ts';
import { makeContainer } from './reel-calls.ts';
import { afterFailure, afterVerdict, type ReelContext, type StepEnd, tryAgain, unreachable } from './reel-context.ts';
import type { ReelEntry } from './reel-journal.ts';

/** A container is fetched within minutes; a pause that Instagram asks for may come before. */
const linkSeconds = 6 * 60 * 60;

/** The first step: the clip as it goes out, held against every limit, and a container that fetches it. */
export async function makeReelContainer(context: ReelContext, entry: ReelEntry): Promise<StepEnd> {
  const { graph, task } = context;
  const { account, content, signal } = task;
  const prepared = await task.prepared();
  if (signal.aborted) return { outcome: { kind: 'aborted' } };
  if (!prepared.ok) return { outcome: { kind: 'failed', error: prepared.error } };
  const unfit = preflightReel({ ...content, fit: 'as_is' }, prepared.value).find(({ level }) => level === 'fail');
  if (unfit !== undefined) {
    const userMessage = `${unfit.text} Nothing was published.`;
    return { outcome: { kind: 'failed', error: error('does_not_fit', userMessage, unfit.code, 'edit') } };
  }
  const quota = await readQuota(graph, account, signal);
  if (!quota.ok) return afterFailure(context, entry, { kind: 'no_token', error: quota.error });
  const { used, limit } = quota.value;
  if (used !== null && used >= limit)
    return afterVerdict(context, entry, { way: 'limit', error: quotaUsed(`${used} of ${limit} posts are used.`) });

  task.report({ stage: 'Uploading', state: 'uploading', fraction: null });
  const link = await task.link(linkSeconds);
  if (signal.aborted) return { outcome: { kind: 'aborted' } };
  if (!link.ok) {
    if (link.error.code === 'unreachable') return tryAgain(context, entry, storageUnreachable(link.error.detail));
    return { outcome: { kind: 'failed', error: noStorage(link.error.detail) } };
  }
  const badLink = linkFault(link.value, context.takesPlainLinks);
  if (badLink !== null) return { outcome: { kind: 'failed', error: badLink } };

  task.report({ stage: 'Handing over to Instagram', state: 'processing', fraction: null });
  const order = {
    videoUrl: link.value,
    caption: content.text,
    shareToFeed: content.shareToFeed,
    madeWithAi: content.madeWithAi,
    thumbOffsetMs: thumbOffset(content.cover, prepared.value),
  };
  const made = await graph.call(account, makeContainer(account.accountId, order), signal);
  if (signal.aborted) return { outcome: { kind: 'aborted' } };
  // A container that was made and not told of is seen by nobody, and goes by itself.
  if (!made.ok) return afterFailure(context, entry, made.error);
  return {
    entry: {
      ...entry,
      step: 'container',
      containerId: made.value.id,
      containers: entry.containers + 1,
      containerAtMs: context.clock.now(),
    },
  };
}

/** Where the library looks for its poster first. */
const posterPlace = 1 / 3;

function thumbOffset(cover: ReelContext['task']['content']['cover'], { durationSeconds }: PostClip): number | null {
  if (cover.kind === 'none') return null;
  const seconds = cover.kind === 'poster' ? durationSeconds * posterPlace : cover.seconds;
  // The last moment of all has no picture.
  return Math.max(0, Math.floor(Math.min(seconds, durationSeconds - 0.1) * 1000));
}

/** Instagram takes ASCII only, follows no promise about redirects, and reaches nothing that is not on the internet. */
function linkFault(link: string, takesPlainLinks: boolean): PostError | null {
  const isAscii = /^[\u0021-\u007e]+$/.test(link);
  if (isAscii && (link.startsWith('https://') || takesPlainLinks)) return null;
  const detail = isAscii ? 'The address is not https.' : 'The address is not ASCII.';
  return noStorage(detail);
}

function noStorage(detail: string): PostError {
  const userMessage =
    'Instagram fetches a clip from the internet, so it has to lie in an object storage that is reached by https. Nothing was ' +
    'published. Set up Cloudflare R2 in Settings, then try again.';
  return error('no_object_storage', userMessage, detail, 'retry');
}

function storageUnreachable(detail: string): PostError {
  return { ...unreachable(detail), code: 'storage_unreachable', userMessage: storageWaits };
}

const storageWaits =
  'The object storage, from which Instagram fetches the clip, could not be reached. Nothing was published yet; it is tried again ' +
  'by itself.';
