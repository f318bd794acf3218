import { type AttemptId, err, ok, type PostError, type Result } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { AssetStore } from '../library/asset-store.ts';
import type { ClipFiles } from '../library/clip-files.ts';
import type { MediaError } from '../library/media-error.ts';
import { postKey } from '../objects/object-keys.ts';
import type { ObjectError, ObjectStorage, ObjectStore } from '../objects/object-store.ts';
import type { ClipFitting } from './clip-fitting.ts';
import type { LinkError, PostFiles } from './post-files.ts';
import type { PostClip } from './publishing-site.ts';

/** What was put there for a service goes so long after its address is no longer good. */
const keptForMs = 24 * 3_600_000;

/**
 * Clips as they go out: fitted beside the scratch files, and put into the object storage where a service fetches them. Both
 * are found again after a kill; what is in the storage is noted for its removal before it is put there.
 */
export function createPostFiles(deps: {
  readonly fitting: ClipFitting;
  readonly files: Pick<ClipFiles, 'fittedPath' | 'exists' | 'prepare' | 'remove'>;
  readonly objects: Pick<ObjectStorage, 'current'>;
  readonly assets: Pick<AssetStore, 'noteLeftoverObjects'>;
  readonly clock: Pick<Clock, 'now'>;
}): PostFiles {
  const { fitting, files, objects, assets, clock } = deps;

  /** A fitted file has its name only when it was checked to its end, so one that is there is whole. */
  async function fittedClip(clip: PostClip, path: string, signal: AbortSignal): Promise<PostClip | null> {
    if (!(await files.exists(path))) return null;
    const makeup = await fitting.makeupOf(path, signal);
    if (!makeup.ok) return null;
    const { width, height, durationSeconds, fps } = makeup.value.video;
    const { bytes } = makeup.value;
    return { ...clip, path, bytes, width, height, durationSeconds, fps, makeup: makeup.value, objectKey: null };
  }

  return {
    async prepared({ attemptId, content, clip }, onProgress, signal) {
      if (content.fit === 'as_is') return ok(clip);
      const path = files.fittedPath(attemptId);
      const made = await fittedClip(clip, path, signal);
      if (made !== null) return ok(made);
      const folder = await files.prepare(path);
      if (!folder.ok) return err(fittingError({ code: folder.error.code, reason: folder.error.detail }));
      const order = {
        sourcePath: clip.path,
        outputPath: path,
        fit: { mode: content.fit, cropCentre: content.cropCentre },
      };
      const fitted = await fitting.fitVideo(order, onProgress, signal);
      if (!fitted.ok) return err(fittingError(fitted.error));
      const now = await fittedClip(clip, path, signal);
      return now === null ? err(fittingError({ code: 'failed', reason: 'It could not be read again.' })) : ok(now);
    },

    async cover({ attemptId, content, clip }, signal) {
      const { cover } = content;
      const outputPath = `${files.fittedPath(attemptId)}.jpg`;
      const made = await files.prepare(outputPath);
      if (!made.ok) return null;
      if (cover.kind === 'frame') {
        const fit = { mode: 're_encode', cropCentre: content.cropCentre } as const;
        const order = { sourcePath: clip.path, outputPath, fit, atSeconds: cover.seconds };
        return (await fitting.fittedFrame(order, signal)).ok ? outputPath : null;
      }
      if (cover.kind === 'none' || clip.posterPath === null) return null;
      const drawn = await fitting.pictureAsJpeg({ sourcePath: clip.posterPath, outputPath }, signal);
      return drawn.ok ? outputPath : null;
    },

    async linkProblem() {
      return (await objects.current()) === null ? noStorage : null;
    },

    async link({ attemptId, clip }, seconds, onProgress, signal) {
      const bucket = await objects.current();
      if (bucket === null) return err({ code: 'no_object_storage', detail: noStorage });
      const known = clip.objectKey === null ? null : await keyIfThere(bucket, clip.objectKey, clip.bytes, signal);
      if (known !== null) return known.ok ? ok(await addressOf(bucket, known.value, seconds)) : known;
      const key = postKey(attemptId, extensionOf(clip));
      await assets.noteLeftoverObjects([key], clock.now() + seconds * 1000 + keptForMs);
      const there = await keyIfThere(bucket, key, clip.bytes, signal);
      if (there !== null && !there.ok) return there;
      if (there === null) {
        const contentType = contentTypes[extensionOf(clip)];
        const put = await bucket.putFile(key, clip.path, {
          contentType,
          onProgress: (done, total) => onProgress(total === 0 ? 1 : done / total),
          signal,
        });
        if (!put.ok) return err(linkError(put.error));
      }
      return ok(await addressOf(bucket, key, seconds));
    },

    async forget(attemptId: AttemptId) {
      const path = files.fittedPath(attemptId);
      for (const end of ['', '.jpg', '.raw', '.part', '.poster']) await files.remove(path + end);
    },
  };
}

/** Null: there is nothing of that size under the key. */
async function keyIfThere(
  bucket: ObjectStore,
  key: string,
  bytes: number,
  signal: AbortSignal,
): Promise<Result<string, LinkError> | null> {
  const there = await bucket.head(key, signal);
  if (!there.ok) return err(linkError(there.error));
  return there.value?.bytes === bytes ? ok(key) : null;
}

/** One that ends by itself, so that the bucket may stay private; the public one where only that is https. */
async function addressOf(bucket: ObjectStore, key: string, seconds: number): Promise<string> {
  const signed = await bucket.presignGet(key, { expiresInSeconds: seconds });
  const open = bucket.publicUrl(key);
  return !signed.startsWith('https:') && open?.startsWith('https:') === true ? open : signed;
}

const contentTypes = {
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.webm': 'video/webm',
  '.mkv': 'video/x-matroska',
} as const;

function extensionOf({ makeup }: PostClip): keyof typeof contentTypes {
  return `.${makeup?.container ?? 'mp4'}`;
}

const noStorage =
  'The service fetches the clip from the internet, so it has to lie in an object storage. Set up Cloudflare R2 in Settings.';

/** What wants a person is told; what passes is tried again. */
function linkError({ code, detail }: ObjectError): LinkError {
  const wantsPerson = code === 'unauthorized' || code === 'no_bucket' || code === 'rejected';
  return { code: wantsPerson ? 'no_object_storage' : 'unreachable', detail };
}

function fittingError({ code, reason }: MediaError): PostError {
  if (code === 'disk_full') {
    const userMessage =
      'There is no room on the disk to make the clip fit. Nothing was published. Make room, then try again.';
    return { code, detail: reason, userMessage, action: 'retry' };
  }
  if (code === 'damaged_video' || code === 'invalid_output') {
    const userMessage = `The clip could not be made to fit: ${reason} Nothing was published. Send it as it is, or choose another.`;
    return { code: 'cannot_fit', detail: reason, userMessage, action: 'edit' };
  }
  const userMessage = `The clip could not be made to fit: ${reason} Nothing was published. Try again.`;
  return { code: 'fitting_failed', detail: `${code}: ${reason}`, userMessage, action: 'retry' };
}
