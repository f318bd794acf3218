import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AttemptId, attemptIdSchema, err, ok, postContentSchema } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { MemoryObjectStorage } from '../testing/memory-object-storage.ts';
import type { ClipFitting } from './clip-fitting.ts';
import type { ClipMakeup } from './clip-makeup.ts';
import { createPostFiles } from './create-post-files.ts';
import type { PostClip } from './publishing-site.ts';

const attemptId: AttemptId = attemptIdSchema.parse(`att_${'1'.repeat(32)}`);
const ignore = (): void => undefined;
const { signal } = new AbortController();

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-post-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function makeup(bytes: number, width: number, height: number): ClipMakeup {
  return {
    container: 'mp4',
    bytes,
    indexFirst: true,
    hasEditList: false,
    video: { codec: 'avc', width, height, durationSeconds: 2, fps: 30, isPlain420: true, bitsPerSecond: 1e6 },
    audio: null,
  };
}

/** Post files over a storage in memory and a disk that is a set of names. */
function bench() {
  const storage = new MemoryObjectStorage();
  const clock = new ManualClock();
  const onDisk = new Set<string>();
  const noted: { keys: readonly string[]; dueAtMs: number | undefined }[] = [];
  const fits: Parameters<ClipFitting['fitVideo']>[0][] = [];
  const state = {
    fitted: ok({ bytes: 4, sha256: 'b'.repeat(64) }) as Awaited<ReturnType<ClipFitting['fitVideo']>>,
  };
  const files = createPostFiles({
    fitting: {
      makeupOf: async () => ok(makeup(4, 1080, 1920)),
      async fitVideo(order, onProgress) {
        fits.push(order);
        onProgress(0.5);
        if (state.fitted.ok) {
          writeFileSync(order.outputPath, 'clip');
          onDisk.add(order.outputPath);
        }
        return state.fitted;
      },
      fittedFrame: async () => ok(null),
      pictureAsJpeg: async () => ok(null),
    },
    files: {
      fittedPath: (attempt) => join(folder, `${attempt}.fitted.mp4`),
      exists: async (path) => onDisk.has(path),
      prepare: async () => ok(null),
      remove: async (path) => void onDisk.delete(path),
    },
    objects: storage,
    assets: {
      async noteLeftoverObjects(keys, dueAtMs) {
        noted.push({ keys, dueAtMs });
      },
    },
    clock,
  });
  const path = join(folder, 'fox.mp4');
  writeFileSync(path, 'the clip');
  const clip: PostClip = {
    path,
    posterPath: null,
    bytes: 8,
    width: 832,
    height: 480,
    durationSeconds: 2,
    fps: 16,
    makeup: makeup(8, 832, 480),
    objectKey: null,
  };
  const content = (fit: 'as_is' | 'crop') => postContentSchema.parse({ fit, cropCentre: 0.25 });
  return { storage, clock, onDisk, noted, fits, state, files, clip, content };
}

describe('the clip as it goes out', () => {
  it('is the one of the library where nothing is to be changed', async () => {
    const { files, clip, content, fits } = bench();
    expect(await files.prepared({ attemptId, content: content('as_is'), clip }, ignore, signal)).toEqual(ok(clip));
    expect(fits).toEqual([]);
  });

  it('is made once, found again, and gone when the attempt is over', async () => {
    const { files, clip, content, fits, onDisk } = bench();
    const heard: number[] = [];
    const order = { attemptId, content: content('crop'), clip };
    const first = await files.prepared(order, (fraction) => heard.push(fraction), signal);
    expect(first).toMatchObject(ok({ width: 1080, height: 1920, fps: 30, bytes: 4, objectKey: null }));
    expect(heard).toEqual([0.5]);
    expect(fits).toMatchObject([{ sourcePath: clip.path, fit: { mode: 'crop', cropCentre: 0.25 } }]);
    expect(await files.prepared(order, ignore, signal)).toEqual(first);
    expect(fits).toHaveLength(1);
    await files.forget(attemptId);
    expect(onDisk.size).toBe(0);
  });

  it.each([
    ['disk_full', 'disk_full', 'retry'],
    ['damaged_video', 'cannot_fit', 'edit'],
    ['media_tool_failed', 'fitting_failed', 'retry'],
  ])('says what is to be done where it ends by %s', async (code, said, action) => {
    const { files, clip, content, state } = bench();
    state.fitted = err({ code, reason: 'It did not work.' });
    const made = await files.prepared({ attemptId, content: content('crop'), clip }, ignore, signal);
    expect(made).toMatchObject({ ok: false, error: { code: said, action } });
  });
});

describe('the address of a clip', () => {
  it('is of a copy that is noted for removal before it is there', async () => {
    const { files, clip, storage, clock, noted } = bench();
    let notedBefore = -1;
    const put = storage.putFile.bind(storage);
    storage.putFile = (...order) => {
      notedBefore = noted.length;
      return put(...order);
    };
    const heard: number[] = [];
    const link = await files.link({ attemptId, clip }, 3600, (fraction) => heard.push(fraction), signal);
    expect(link).toEqual(ok(`https://store.example.org/posts/${attemptId}.mp4?get`));
    expect(notedBefore).toBe(1);
    expect(noted).toEqual([{ keys: [`posts/${attemptId}.mp4`], dueAtMs: clock.now() + 25 * 3_600_000 }]);
    expect(heard).toEqual([1]);
    // Asked again, it is there and stays longer.
    clock.advance(1000);
    await files.link({ attemptId, clip }, 3600, ignore, signal);
    expect(storage.puts).toHaveLength(1);
    expect(noted[1]?.dueAtMs).toBe(clock.now() + 25 * 3_600_000);
  });

  it("is of the library's own copy where that is there, and that stays", async () => {
    const { files, clip, storage, noted } = bench();
    storage.place('renders/1.mp4', 'the clip');
    const link = await files.link({ attemptId, clip: { ...clip, objectKey: 'renders/1.mp4' } }, 3600, ignore, signal);
    expect(link).toEqual(ok('https://store.example.org/renders/1.mp4?get'));
    expect([storage.puts, noted]).toEqual([[], []]);
  });

  it('is of a copy of its own where that of the library is gone, or is another', async () => {
    const { files, clip, storage } = bench();
    storage.place('renders/1.mp4', 'another clip');
    const link = await files.link({ attemptId, clip: { ...clip, objectKey: 'renders/1.mp4' } }, 3600, ignore, signal);
    expect(link).toEqual(ok(`https://store.example.org/posts/${attemptId}.mp4?get`));
  });

  it('is the public one where only that is https', async () => {
    const { files, clip, storage } = bench();
    storage.presignGet = async (key) => `http://10.0.0.1/${key}`;
    expect(await files.link({ attemptId, clip }, 3600, ignore, signal)).toEqual(
      ok(`https://pub.example.org/posts/${attemptId}.mp4`),
    );
  });

  it('is none without object storage, which is said beforehand', async () => {
    const { files, clip, storage } = bench();
    expect(await files.linkProblem()).toBeNull();
    storage.isSetUp = false;
    expect(await files.linkProblem()).toContain('Set up Cloudflare R2');
    expect(await files.link({ attemptId, clip }, 3600, ignore, signal)).toMatchObject({
      error: { code: 'no_object_storage' },
    });
  });

  it.each([
    ['unreachable', 'unreachable'],
    ['busy', 'unreachable'],
    ['unauthorized', 'no_object_storage'],
    ['no_bucket', 'no_object_storage'],
  ] as const)('is none while the storage is %s', async (code, said) => {
    const { files, clip, storage } = bench();
    storage.fault = { code, detail: 'It did not work.' };
    expect(await files.link({ attemptId, clip }, 3600, ignore, signal)).toEqual(
      err({ code: said, detail: 'It did not work.' }),
    );
  });
});
