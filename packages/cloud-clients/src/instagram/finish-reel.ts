import { findReel } from './find-reel.ts';
import { readPermalink } from './reel-calls.ts';
import type { ReelContext, StepEnd } from './reel-context.ts';
import type { ReelEntry } from './reel-journal.ts';
import { lingering, sleep } from './sleep.ts';

/** Its address is there a moment after it. */
const looksAfterMs = [0, 3000, 10_000] as const;

/** The last step: it is out, and only its address may be missing. Nothing here makes a post that is out fail. */
export async function finishReel(context: ReelContext, entry: ReelEntry): Promise<StepEnd> {
  const { account } = context.task;
  const signal = lingering(context.clock, context.task.signal);
  const media = entry.mediaId === null ? await mediaOf(context, entry, signal) : { id: entry.mediaId, permalink: null };
  const url = media === null ? null : (media.permalink ?? (await permalinkOf(context, media.id, signal)));
  const note =
    url === null ? `It is out. Its address could not be read; look among the Reels of ${account.accountName}.` : null;
  return {
    outcome: {
      kind: 'published',
      remoteId: media?.id ?? entry.containerId ?? '',
      url,
      visibility: 'public',
      scheduled: false,
      note,
    },
  };
}

/** The answer that had its id was lost. */
async function mediaOf({ graph, clock, task }: ReelContext, entry: ReelEntry, signal: AbortSignal) {
  const wanted = { askedAtMs: entry.askedAtMs ?? entry.containerAtMs ?? clock.now(), caption: task.content.text };
  const found = await findReel(graph, task.account, wanted, signal);
  return found.ok ? found.value.reel : null;
}

async function permalinkOf(
  { graph, clock, task }: ReelContext,
  mediaId: string,
  signal: AbortSignal,
): Promise<string | null> {
  for (const waitMs of looksAfterMs) {
    if (!(await sleep(clock, waitMs, signal))) return null;
    const read = await graph.call(task.account, readPermalink(mediaId), signal);
    if (read.ok && read.value.permalink !== undefined) return read.value.permalink;
  }
  return null;
}
