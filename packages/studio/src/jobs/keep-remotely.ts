import { type Progress, sha256Schema } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { NewAsset } from '../library/asset-store.ts';
import { type RenderKeys, renderKeys } from '../objects/object-keys.ts';
import type { ObjectStore, StoredObject } from '../objects/object-store.ts';
import { StoreUnavailable } from '../store-unavailable.ts';
import type { Work } from './job-store.ts';
import type { JobsContext } from './jobs-context.ts';
import { pause } from './until-stored.ts';

const firstWaitMs = 5000;
const longestWaitMs = 60_000;
/** Progress rows written for one job, at most one in this many milliseconds. */
const progressEveryMs = 500;
const posterType = 'image/webp';
/** What an engine's worker wrote beside its clip. */
const mostResultBytes = 256 * 1024;
/** All that is looked for in it. */
const resultSchema = z.object({ video: z.object({ sha256: sha256Schema }) });

/**
 * Puts a finished clip, which is safe on the disk, into the object storage too, where one is set up. It waits for one that
 * cannot be reached, however long; whoever takes the storage out of the settings ends that. Throws `Stopping` when it is
 * called off.
 */
export function createRemoteKeeper(
  context: Pick<JobsContext, 'objects' | 'store' | 'previews' | 'clock' | 'log'>,
): (work: Work, added: NewAsset, signal: AbortSignal) => Promise<NewAsset> {
  const { objects, store, previews, clock, log } = context;

  return async (work, added, signal) => {
    const keys = renderKeys(work.attempt.jobId, work.attempt.id);
    const say = createTelling(work);
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
      const bucket = await objects.current();
      if (bucket === null) return added;
      const fault = await keep(bucket, keys, added, say, signal);
      if (fault === null) return withObjects(added, keys, bucket);
      if (!signal.aborted) {
        log.warn({ jobId: work.attempt.jobId, detail: fault }, 'A clip could not be put into the object storage yet');
        await say({ fraction: null, stage: `Waiting for R2: ${fault}` });
      }
      await pause(clock, waitMs, signal);
    }
  };

  /** Says why it could not be kept; null where it is there. */
  async function keep(
    bucket: ObjectStore,
    keys: RenderKeys,
    { asset, path, posterPath }: NewAsset,
    say: Tell,
    signal: AbortSignal,
  ): Promise<string | null> {
    const there = await bucket.head(keys.video, signal);
    if (!there.ok) return there.error.detail;
    const copy = await copyThere(bucket, keys, there.value, asset, signal);
    if (copy === 'ours') return null;
    await say({ fraction: 0, stage: uploading });
    // Before the clip: where that is there, so is this.
    if (posterPath !== null) {
      const poster = await bucket.putFile(keys.poster, posterPath, { contentType: posterType, signal });
      if (!poster.ok) return poster.error.detail;
    }
    if (copy === 'of_engine') return null;
    const told: Promise<void>[] = [];
    const put = await bucket.putFile(keys.video, path, {
      contentType: asset.mimeType,
      sha256: asset.sha256,
      onProgress: (done, total) => {
        const saying = say({ fraction: total === 0 ? 1 : done / total, stage: uploading });
        if (saying !== null) told.push(saying);
      },
      signal,
    });
    // None may come after the end of the job, nor after that of the database.
    await Promise.all(told);
    return put.ok ? null : put.error.detail;
  }

  /** Null: nothing is written down this time. */
  type Tell = (progress: Progress) => Promise<void> | null;

  /** Tells of another stage at once, of more of the same now and then. What cannot be written down is told another time. */
  function createTelling(work: Work): Tell {
    let lastStage = '';
    let lastMs = Number.NEGATIVE_INFINITY;
    async function note(progress: Progress): Promise<void> {
      try {
        const previewId = previews.get(work.attempt.jobId)?.id;
        const shown = previewId === undefined ? progress : { ...progress, previewId };
        await store.noteProgress(work.attempt.jobId, shown, clock.now());
      } catch (cause) {
        if (!(cause instanceof StoreUnavailable)) log.error({ err: cause }, 'Progress could not be written down');
        lastStage = '';
      }
    }
    return (progress) => {
      const nowMs = clock.monotonic();
      if (progress.stage === lastStage && nowMs - lastMs < progressEveryMs) return null;
      lastStage = progress.stage;
      lastMs = nowMs;
      return note(progress);
    };
  }
}

const uploading = 'Uploading to R2';

/**
 * Whose copy of this very clip is there already, if anybody's. One that was put there by a link carries no word of its
 * content; then the result that the worker wrote beside it says what it sent.
 */
async function copyThere(
  bucket: ObjectStore,
  keys: RenderKeys,
  there: StoredObject | null,
  { bytes, sha256 }: NewAsset['asset'],
  signal: AbortSignal,
): Promise<'ours' | 'of_engine' | 'none'> {
  if (there === null || there.bytes !== bytes) return 'none';
  if (there.sha256 !== null) return there.sha256 === sha256 ? 'ours' : 'none';
  const result = await bucket.getText(keys.result, mostResultBytes, signal);
  if (!result.ok || result.value === null) return 'none';
  return sentSha256(result.value) === sha256 ? 'of_engine' : 'none';
}

function sentSha256(result: string): string | null {
  try {
    return resultSchema.safeParse(JSON.parse(result)).data?.video.sha256 ?? null;
  } catch {
    return null;
  }
}

function withObjects(added: NewAsset, keys: RenderKeys, bucket: ObjectStore): NewAsset {
  const remoteUrl = bucket.publicUrl(keys.video);
  return {
    ...added,
    asset: remoteUrl === null ? added.asset : { ...added.asset, remoteUrl },
    objectKeys: added.posterPath === null ? [keys.video] : [keys.video, keys.poster],
  };
}
