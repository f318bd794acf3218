import { mkdtempSync, writeFileSync } from 'node:fs';
import { copyFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSealer, createStudioKey, ensureFolders, type Folders, resolveFolders } from '@videoexpress/host';
import {
  type CreateJobRequest,
  err,
  isEndState,
  type Job,
  type JobId,
  type JobState,
  ok,
  type ValidVideo,
} from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import type {
  CloudParts,
  LoginService,
  CaptionWriter,
  MediaTools,
  ObjectStorage,
  OutsideSecrets,
  PublishingSite,
  Redact,
  RenderEngine,
  SecretVault,
  SiteDeps,
} from '@videoexpress/studio';
import { ManualClock, noCloud, noCrashReports, noObjectStorage } from '@videoexpress/studio/testing';
import { type Composed, compose } from '../compose.ts';
import { memoryLog } from './memory-log.ts';
import { memoryVault } from './memory-vault.ts';

/** Folders below a new temporary one. */
export function temporaryFolders(): Folders {
  const root = mkdtempSync(join(tmpdir(), 'videoexpress-test-'));
  const folders = resolveFolders({ env: {}, platform: process.platform, homeDir: root }, root);
  if (!folders.ok) throw new Error(folders.error.detail);
  const made = ensureFolders(folders.value);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return folders.value;
}

/** Media tools that take every file for a valid video unless it starts with `bad`. The real ones have their own tests. */
export function trustingMedia(): MediaTools {
  return {
    async finishVideo({ sourcePath, outputPath, posterPath }, signal) {
      signal?.throwIfAborted();
      await copyFile(sourcePath, outputPath);
      const { size } = await stat(outputPath);
      if (size === 0) return err({ code: 'invalid_output', reason: 'The file is empty.' });
      writeFileSync(posterPath, 'poster');
      const facts = {
        width: 64,
        height: 64,
        durationSeconds: 1,
        fps: 8,
        numFrames: 8,
        bytes: size,
        sha256: 'a'.repeat(64),
        warnings: [],
      };
      // Only here may anyone but the media tools say so.
      return ok({ path: outputPath, posterPath, facts } as unknown as ValidVideo);
    },
    async isVideo() {
      return false;
    },
    async inspectVideo() {
      return err({ code: 'not_a_video', reason: 'It is not a video.' });
    },
    async inspectImage() {
      return err({ code: 'not_an_image', reason: 'It is not a picture.' });
    },
    async isLora() {
      return false;
    },
    async inspectLora() {
      return err({ code: 'not_a_lora', reason: 'It is not a LoRA.' });
    },
    async makeupOf() {
      return err({ code: 'damaged_video', reason: 'It is not a video.' });
    },
    async fitVideo() {
      return err({ code: 'damaged_video', reason: 'It is not a video.' });
    },
    async fittedFrame() {
      return err({ code: 'damaged_video', reason: 'It is not a video.' });
    },
    async pictureAsJpeg() {
      return err({ code: 'damaged_video', reason: 'It is not a picture.' });
    },
  };
}

/** Media tools that wait in their check until told otherwise. */
export function waitingMedia(): MediaTools & { checking: Promise<void> } {
  let reached: () => void = () => undefined;
  const checking = new Promise<void>((resolve) => (reached = resolve));
  return {
    ...trustingMedia(),
    checking,
    finishVideo: (_order, signal) => {
      reached();
      return new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve(err({ code: 'media_tool_failed', reason: 'Stopped.' })));
      });
    },
  };
}

export interface TestStudio extends Composed {
  readonly clock: ManualClock;
  readonly vault: SecretVault;
  readonly folders: Folders;
  readonly log: ReturnType<typeof memoryLog>;
  create(request?: Partial<CreateJobRequest>): Promise<Job>;
  job(id: JobId): Promise<Job>;
  /** Moves the clock in small steps until the condition holds. Fails after an hour of that clock. */
  until(condition: () => boolean | Promise<boolean>, stepMs?: number): Promise<void>;
  untilState(id: JobId, state: JobState): Promise<Job>;
  untilEnd(id: JobId): Promise<Job>;
  /** Ends this run as a kill would: nothing is written down, and the next run finds what the disk has. */
  abandon(): Promise<void>;
}

export interface TestStudioOptions {
  readonly engines?: readonly RenderEngine[];
  readonly folders?: Folders;
  readonly clock?: ManualClock;
  readonly media?: MediaTools;
  readonly bootId?: string;
  readonly solo?: boolean;
  readonly sites?: (deps: SiteDeps) => readonly PublishingSite[];
  readonly objects?: ObjectStorage;
  readonly cloud?: Omit<CloudParts, 'store'>;
  /** Where a person can log in; left out, nowhere. */
  readonly loginServices?: (clock: ManualClock) => readonly LoginService[];
  readonly captionWriters?: readonly CaptionWriter[];
  readonly vault?: SecretVault;
  readonly outsideSecrets?: OutsideSecrets;
  readonly redact?: Redact;
  /** An IANA name; left out, UTC. */
  readonly timeZone?: string;
}

let boots = 0;

/** A studio over a real database file, with a clock that a test moves. Not started yet. */
export function testStudio(options: TestStudioOptions = {}): TestStudio {
  const clock = options.clock ?? new ManualClock();
  const folders = options.folders ?? temporaryFolders();
  const log = memoryLog();
  boots += 1;
  const vault = options.vault ?? memoryVault();
  const composed = compose({
    folders,
    clock,
    log,
    engines: options.engines ?? [new ScriptedEngine({ resultPath: fakeClip(folders) })],
    ...(options.sites === undefined ? {} : { sites: options.sites }),
    captionWriters: options.captionWriters ?? [],
    media: options.media ?? trustingMedia(),
    objects: options.objects ?? noObjectStorage(),
    crashReports: noCrashReports(),
    cloud: options.cloud ?? noCloud(),
    loginServices: options.loginServices?.(clock) ?? [],
    vault,
    sealer: createSealer({ key: createStudioKey(vault), onValue: () => undefined }),
    outsideSecrets: options.outsideSecrets ?? {},
    redact: options.redact ?? ((text) => text),
    timeZone: () => options.timeZone ?? 'UTC',
    bootId: options.bootId ?? `boot-${boots}`,
    appVersion: '0.0.0-test',
    solo: options.solo ?? false,
  });
  if (!composed.ok) throw new Error(composed.error.detail);
  const { studio, store } = composed.value;

  async function until(condition: () => boolean | Promise<boolean>, stepMs = 200): Promise<void> {
    const giveUpMs = clock.monotonic() + 3_600_000;
    // An hour of the moved clock is over in a second, in which a disk that others write to may not flush a single file.
    const diskMs = performance.now() + 15_000;
    while (clock.monotonic() < giveUpMs || performance.now() < diskMs) {
      if (await condition()) return;
      clock.advance(stepMs);
      await new Promise((resolve) => setImmediate(resolve));
      // Behind whatever is being read and written: on a busy machine the clock must not run away from the disk.
      await stat(folders.data).catch(() => null);
    }
    throw new Error(`The condition never held. Log: ${JSON.stringify(log.lines.slice(-20), null, 1)}`);
  }

  async function job(id: JobId): Promise<Job> {
    const found = await studio.jobs.get(id);
    if (found === null) throw new Error(`No job ${id}`);
    return found;
  }

  return {
    ...composed.value,
    clock,
    vault,
    folders,
    log,
    async create(request = {}) {
      const made = await studio.jobs.create(
        { kind: 'text_to_video', input: { prompt: 'A red fox in snow' }, ...request },
        null,
      );
      if (!made.ok) throw new Error(JSON.stringify(made.error));
      return made.value.job;
    },
    job,
    until,
    async untilState(id, state) {
      await until(async () => (await job(id)).state === state);
      return job(id);
    },
    async untilEnd(id) {
      await until(async () => isEndState((await job(id)).state));
      return job(id);
    },
    async abandon() {
      await store.close();
    },
  };
}

/** A file for a scripted engine to hand over; `trustingMedia` takes it for a clip. */
export function fakeClip(folders: Folders): string {
  const path = join(folders.root ?? folders.data, 'fake-result.mp4');
  writeFileSync(path, 'a clip');
  return path;
}

/** Removes the folders of a test. */
export async function removeFolders(folders: Folders): Promise<void> {
  if (folders.root !== null) await rm(folders.root, { recursive: true, force: true });
}
