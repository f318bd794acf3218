import { type Asset, type ClipSettings, inputAssets, jobKind, type ValidVideo } from '@videoexpress/job-schema';
import { isoTime } from '../clock.ts';
import { patienceWith, patienceWords } from '../engines/patience.ts';
import type { AssetStore, NewAsset } from '../library/asset-store.ts';
import { clipFileName } from '../library/clip-name.ts';
import { renderKeys } from '../objects/object-keys.ts';
import type { JobsContext } from './jobs-context.ts';
import type { Work } from './job-store.ts';
import { createKeepAside } from './keep-aside.ts';
import { createRemoteKeeper } from './keep-remotely.ts';
import { renderRef } from './render-ref.ts';
import { crashLimit, type Failure, settleFailure } from './outcome.ts';
import { engineGoneMessage } from './settle-engine-gone.ts';
import { pause } from './until-stored.ts';

const againAfterMs = 5000;
/** A folder that takes no files may do so again in a moment, as when the program had no descriptor left. */
const keepLimit = 3;
/** One try, with the wait after it, counts as no more: the machine may have slept meanwhile. */
const longestTryMs = 10 * 60_000;

type Step<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'again' }
  | { readonly kind: 'unfetched'; readonly detail: string }
  | { readonly kind: 'unkept'; readonly detail: string }
  | { readonly kind: 'unchecked'; readonly detail: string };

/** Brings a finished render home: fetched, tagged with its settings, checked to its last frame, kept for good. */
export function createCollector(
  context: JobsContext,
  assets: AssetStore,
): (work: Work, cancelled: AbortSignal) => Promise<void> {
  const { files, clock, untilStored } = context;
  const { keepAside, quarantine } = createKeepAside(context);
  const keepRemotely = createRemoteKeeper(context);

  return async (work, cancelled) => {
    // What such a job made lies elsewhere, and there is nothing to bring home.
    if (jobKind(work.record.job.kind).output === null) return store(work, null);
    const signal = AbortSignal.any([context.stop, cancelled]);
    let crashes = 0;
    let unkept = 0;
    let fetchingForMs = 0;
    for (;;) {
      const beganMs = clock.monotonic();
      const kept = await keepClip(work, signal);
      if (kept.kind === 'done') {
        context.holds.lift('disk_full');
        return store(work, await keepRemotely(work, kept.value, signal));
      }
      if (signal.aborted) return;
      if (kept.kind === 'failed') {
        await settleFailure(context, work, kept.failure);
        return;
      }
      if (kept.kind === 'unchecked') {
        crashes += 1;
        context.log.error({ jobId: work.record.job.id, crashes, detail: kept.detail }, 'The check of a clip crashed');
        if (crashes >= crashLimit && (await keepAside(work))) return giveUpChecking(work, kept.detail);
      }
      if (kept.kind === 'unkept') {
        unkept += 1;
        if (unkept >= keepLimit && (await keepAside(work))) return giveUpKeeping(work, kept.detail);
      }
      if (kept.kind === 'unfetched' && fetchingForMs > patienceWith(context.engines.get(work.attempt.engine))) {
        const span = patienceWords(context.engines.get(work.attempt.engine));
        const userMessage = `The engine could not hand over the finished clip for ${span}.${await copyInBucket(work)}`;
        const failure = {
          code: 'engine_unavailable',
          detail: kept.detail,
          userMessage,
          billed: true,
          cancelRemote: false,
        } as const;
        await settleFailure(context, work, failure);
        return;
      }
      await pause(clock, againAfterMs, signal);
      fetchingForMs += Math.min(clock.monotonic() - beganMs, longestTryMs);
    }
  };

  /** A clip that was paid for may lie where a worker stored it, and stays there. */
  async function copyInBucket({ attempt }: Work): Promise<string> {
    if ((await context.objects.current()) === null) return '';
    return ` If its worker stored it in the bucket, it stays there: ${renderKeys(attempt.jobId, attempt.id).video}`;
  }

  /** The check went down each time, which says nothing about the file: it is kept for a look. */
  async function giveUpChecking(work: Work, detail: string): Promise<void> {
    const userMessage = `The check of the finished clip crashed ${crashLimit} times. The clip was kept aside, not in the library.`;
    await settleFailure(context, work, { code: 'crash_loop', detail, userMessage, billed: true, cancelRemote: false });
  }

  async function giveUpKeeping(work: Work, detail: string): Promise<void> {
    const userMessage = 'The finished clip could not be written to the media folder. It was kept aside.';
    const failure = { code: 'storage_failed', detail, userMessage, billed: true, cancelRemote: false } as const;
    await settleFailure(context, work, failure);
  }

  async function store(work: Work, asset: NewAsset | null): Promise<void> {
    const { job } = work.record;
    const progress = { fraction: 1, stage: 'Done' };
    const change = { closeAttempt: 'release', progress, ...(asset === null ? {} : { asset }) } as const;
    const after = await untilStored(() => context.store.apply(job.id, 'stored', change, clock.now()));
    // Null: it was cancelled in the very last moment, and the closer takes the files away again.
    if (after !== null && asset !== null) context.log.info({ jobId: job.id, clip: asset.path }, 'A clip is ready');
    context.wake.closer();
    context.wake.queue();
  }

  async function keepClip(work: Work, signal: AbortSignal): Promise<Step<NewAsset>> {
    const { attempt } = work;
    const { job } = work.record;
    const name = clipFileName(job, attempt.assetId);
    const finalPath = files.clipPath(name.month, name.fileName);
    const partPath = files.partPath(name.month, attempt.id);
    // A clip that already has its final name went through everything but the commit: it is checked, not fetched again.
    const alreadyThere = await files.exists(finalPath);
    const sourcePath = alreadyThere ? finalPath : files.downloadPath(attempt.id);
    if (!alreadyThere) {
      const fetched = await fetchRender(work, sourcePath, signal);
      if (fetched !== null) return fetched;
    }
    // Only now: what cannot enter the library can still be kept aside, and an engine may forget its result.
    const prepared = await files.prepare(partPath);
    if (!prepared.ok) return fileTrouble(prepared.error);
    const settings = await clipSettings(work);
    const posterPath = files.posterPath(attempt.assetId);
    const checked = await context.media.finishVideo(
      {
        sourcePath,
        outputPath: partPath,
        posterPath,
        settings: JSON.stringify(settings),
        comment: typeof job.input['prompt'] === 'string' ? job.input['prompt'] : null,
        expect: expectedVideo(work),
      },
      signal,
    );
    if (signal.aborted) {
      await discard(partPath);
      return { kind: 'again' };
    }
    if (!checked.ok) return badFile(work, sourcePath, partPath, checked.error);

    const published = await files.publish(partPath, finalPath);
    if (!published.ok) {
      await discard(partPath);
      return fileTrouble(published.error);
    }
    await discard(files.downloadPath(attempt.id));
    return {
      kind: 'done',
      value: newAsset(work, checked.value, { finalPath, posterPath, title: name.title, settings }),
    };
  }

  async function fetchRender(work: Work, toPath: string, signal: AbortSignal): Promise<Step<never> | null> {
    const { attempt } = work;
    const engine = context.engines.get(attempt.engine);
    if (engine === undefined) {
      const userMessage = engineGoneMessage(attempt.engine, 'rendered');
      const detail = `There is no engine ${attempt.engine}.`;
      const failure = { code: 'engine_unavailable', detail, userMessage, billed: true, cancelRemote: false } as const;
      return { kind: 'failed', failure };
    }
    if (attempt.remoteId === null) throw new Error('A finished attempt has a remote id');
    const prepared = await files.prepare(toPath);
    if (!prepared.ok) return fileTrouble(prepared.error);
    const fetched = await engine.retrieve(renderRef(work, attempt.remoteId), toPath, signal);
    if (fetched.ok) return null;
    await discard(toPath);
    const { code, detail } = fetched.error;
    if (code === 'gone') {
      const userMessage = `${engine.description.label} no longer has the result of this render.`;
      return {
        kind: 'failed',
        failure: {
          code: 'result_expired',
          detail,
          userMessage,
          billed: !engine.description.embedded,
          cancelRemote: false,
        },
      };
    }
    if (code === 'disk_full') return fileTrouble({ code, detail });
    context.log.warn({ attemptId: attempt.id, code, detail }, 'A result could not be fetched yet');
    return { kind: 'unfetched', detail };
  }

  /** A file in between. One that cannot go just now is written over by the next try, and goes with its attempt. */
  async function discard(path: string): Promise<void> {
    await files.remove(path).catch((cause: unknown) => {
      context.log.warn({ err: cause, path }, 'A file could not be removed yet');
    });
  }

  function fileTrouble(error: { code: 'disk_full' | 'failed'; detail: string }): Step<never> {
    context.log.error(error, 'A clip could not be kept yet');
    if (error.code === 'disk_full') {
      context.holds.put('disk_full');
      return { kind: 'again' };
    }
    return { kind: 'unkept', detail: error.detail };
  }

  async function badFile(
    work: Work,
    sourcePath: string,
    partPath: string,
    error: { code: string; reason: string },
  ): Promise<Step<never>> {
    await discard(partPath);
    if (error.code === 'disk_full') return fileTrouble({ code: 'disk_full', detail: error.reason });
    if (error.code === 'storage_failed') return fileTrouble({ code: 'failed', detail: error.reason });
    if (error.code === 'media_tool_failed') return { kind: 'unchecked', detail: error.reason };
    if (!(await quarantine(work, sourcePath))) return { kind: 'again' };
    const embedded = context.engines.get(work.attempt.engine)?.description.embedded ?? false;
    const userMessage = `What came back is not a valid video. ${error.reason}`;
    return {
      kind: 'failed',
      failure: { code: 'invalid_output', detail: error.reason, userMessage, billed: !embedded, cancelRemote: false },
    };
  }

  async function clipSettings(work: Work): Promise<ClipSettings> {
    const { job } = work.record;
    const inputHashes: Record<string, string> = {};
    for (const { field, id } of inputAssets(jobKind(job.kind), job.input)) {
      const asset = await untilStored(() => assets.get(id));
      if (asset !== null) inputHashes[field] = asset.sha256;
    }
    return {
      schema: 1,
      kind: job.kind,
      input: job.input,
      engine: job.engine,
      appVersion: context.appVersion,
      jobId: job.id,
      inputHashes,
    };
  }

  function newAsset(
    work: Work,
    video: ValidVideo,
    place: { finalPath: string; posterPath: string; title: string; settings: ClipSettings },
  ): NewAsset {
    const { job } = work.record;
    const { width, height, durationSeconds, fps, bytes, sha256, warnings } = video.facts;
    const asset: Asset = {
      id: work.attempt.assetId,
      type: 'video',
      name: place.title,
      bytes,
      sha256,
      mimeType: 'video/mp4',
      width,
      height,
      durationSeconds,
      fps,
      jobId: job.id,
      ...(job.projectId === null ? {} : { projectId: job.projectId }),
      favourite: false,
      warnings: [...new Set([...work.attempt.warnings, ...warnings])],
      createdAt: isoTime(clock.now()),
    };
    const engine = context.engines.get(job.engine)?.description;
    const model = engine?.models.find((each) => each.id === job.input['model']);
    const labels = [engine?.label, model?.label].filter((label) => label !== undefined);
    return { asset, path: place.finalPath, posterPath: place.posterPath, settings: place.settings, labels };
  }
}

function expectedVideo(work: Work): { width: number; height: number; numFrames: number; fps: number } | null {
  const { width, height, num_frames: numFrames, fps } = work.record.job.input;
  if (
    typeof width !== 'number' ||
    typeof height !== 'number' ||
    typeof numFrames !== 'number' ||
    typeof fps !== 'number'
  )
    return null;
  return { width, height, numFrames, fps };
}
