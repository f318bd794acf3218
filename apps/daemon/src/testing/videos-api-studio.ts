import type { Job, JobKindId } from '@videoexpress/job-schema';
import { createVideosApiEngine } from '@videoexpress/render-engines';
import { VideosApiServer, type VideosApiServerOptions } from '@videoexpress/render-engines/testing';
import type { EngineSettings, MediaTools } from '@videoexpress/studio';
import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, expect } from 'vitest';
import { makeMortal } from './mortal-engine.ts';
import { removeFolders, temporaryFolders, type TestStudio, testStudio } from './test-studio.ts';
import { type WaitingForJobs, waitingForJobs } from './waiting-for-jobs.ts';

/** A small clip of the model that the stand-in serves. */
export const smallClip = { width: 256, height: 256, num_frames: 9, fps: 16 } as const;

export interface VideosApiStudioOptions {
  readonly server?: VideosApiServerOptions;
  readonly settings?: EngineSettings;
  /** Left out, every file is taken for a clip. */
  readonly media?: MediaTools;
}

/** A studio with a server of the Videos API as its engine. */
export interface VideosApiStudio extends WaitingForJobs {
  readonly clock: ManualClock;
  readonly server: VideosApiServer;
  /** The key that the studio has; none until a test sets one. */
  key: string | null;
  /** The studio of this run. */
  readonly test: TestStudio;
  /** A job with a seed of its own, once the studio knows what the server serves. */
  create(input?: Record<string, unknown>, kind?: JobKindId): Promise<Job>;
  /** The server's own ids of all videos that it has, in the order in which they came. */
  videoIds(): readonly string[];
  /** The server's id of the only video that it has, once it has one. */
  taken(): Promise<string>;
  /** Lets time pass as a running machine does. */
  pass(ms: number, stepMs?: number): Promise<void>;
  /** The server is asked for nothing any more, and has nothing of what ended. */
  untilForgotten(): Promise<void>;
  /** Ends this run as a kill would, in the middle of whatever it does. The next one is not started yet. */
  kill(): Promise<void>;
  /** The next run of the daemon, over the same folders. */
  startAgain(): Promise<void>;
}

/** A studio of its own for each test of a file, started. `options` may be made anew for each. */
export function videosApiStudio(options: () => VideosApiStudioOptions = () => ({})): () => VideosApiStudio {
  const room = videosApiRoom();
  let open: VideosApiStudio | null = null;
  beforeEach(async () => {
    open = await room(options());
  });
  afterEach(() => {
    open = null;
  });
  return () => {
    if (open === null) throw new Error('Only within a test');
    return open;
  };
}

/** Opens such studios for the tests of a file, each as its test wants it, and takes them down after it. */
export function videosApiRoom(): (options?: VideosApiStudioOptions) => Promise<VideosApiStudio> {
  const open: { readonly close: () => Promise<void> }[] = [];
  afterEach(async () => {
    for (const { close } of open.splice(0)) await close();
  });
  return async (options = {}) => {
    const { studio, close } = await openStudio(options);
    open.push({ close });
    return studio;
  };
}

async function openStudio(
  options: VideosApiStudioOptions,
): Promise<{ studio: VideosApiStudio; close: () => Promise<void> }> {
  const clock = new ManualClock();
  const folders = temporaryFolders();
  const server = await VideosApiServer.start({ now: () => clock.now(), ...options.server });
  const key: { current: string | null } = { current: options.server?.key ?? null };
  const { media, settings = {} } = options;
  let run = await openRun();
  let seed = 0;

  /** One run of the daemon. */
  async function openRun() {
    const engine = createVideosApiEngine({
      secrets: { read: async () => key.current },
      clock,
      videosApiUrl: server.url,
    });
    const mortal = makeMortal(engine);
    const test = testStudio({ engines: [mortal.engine], folders, clock, ...(media === undefined ? {} : { media }) });
    await test.studio.start();
    if (Object.keys(settings).length > 0) await test.studio.settings.patch({ engines: { 'videos-api': settings } });
    return { engine, mortal, test };
  }

  const waiting = waitingForJobs(clock, { test: () => run.test, openCalls: () => run.mortal.openCalls });
  const studio: VideosApiStudio = {
    ...waiting,
    clock,
    server,
    get key() {
      return key.current;
    },
    set key(value) {
      key.current = value;
    },
    get test() {
      return run.test;
    },
    async create(input = {}, kind = 'text_to_video') {
      // What a person would wait for before choosing a model.
      await run.test.studio.health();
      seed += 1;
      const words = { prompt: 'A red fox in snow', ...smallClip, seed };
      return run.test.create({ engine: 'videos-api', kind, input: { ...words, ...input } });
    },
    videoIds: () => server.videos.map(({ id }) => id),
    async taken() {
      await waiting.until(() => server.videos.length > 0);
      expect(server.videos).toHaveLength(1);
      return server.videos[0]?.id ?? '';
    },
    async pass(ms, stepMs = 1000) {
      const end = clock.monotonic() + ms;
      await waiting.until(() => clock.monotonic() >= end, stepMs);
    },
    async untilForgotten() {
      await waiting.until(async () => (await run.test.store.jobs.closing()).length === 0);
      expect(server.videos).toEqual([]);
    },
    async kill() {
      run.mortal.kill();
      await run.test.abandon();
    },
    async startAgain() {
      run = await openRun();
    },
  };

  return {
    studio,
    async close() {
      await run.test.close().catch(() => undefined);
      await run.engine.close();
      await server.close();
      await removeFolders(folders);
    },
  };
}
