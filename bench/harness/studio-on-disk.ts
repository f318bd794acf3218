import { join } from 'node:path';
import { memoryVault } from '../../apps/daemon/src/testing/memory-vault.ts';
import { createLogger, createSealer, createStudioKey, systemClock } from '../../packages/host/src/index.ts';
import type { CreateJobRequest, Job } from '../../packages/job-schema/src/index.ts';
import { type LocalStore, openLocalStore } from '../../packages/local-store/src/index.ts';
import {
  type ClipFiles,
  createStudio,
  type MediaTools,
  type RenderEngine,
  type Studio,
} from '../../packages/studio/src/index.ts';
import { noCloud, noCrashReports, noObjectStorage } from '../../packages/studio/src/testing/index.ts';
import { trustingMedia, weightlessFiles } from './weightless-files.ts';

export interface StudioOnDisk {
  readonly studio: Studio;
  readonly store: LocalStore;
  readonly create: () => Promise<Job>;
  readonly close: () => Promise<void>;
}

/** What a person with a usual wish asks for. */
export const usualRequest: CreateJobRequest = {
  kind: 'text_to_video',
  input: { prompt: 'A red fox runs through fresh snow at dawn, slow motion, shallow depth of field', seed: 7 },
};

/**
 * The rules over a real database file and a real log file, as the daemon puts them together; the engine, the media tools
 * and, unless others are handed in, the clip files weigh nothing. Not started yet.
 */
export function studioOnDisk(
  folder: string,
  engine: RenderEngine,
  parts: { readonly files?: ClipFiles; readonly media?: MediaTools } = {},
): StudioOnDisk {
  const opened = openLocalStore(join(folder, 'videoexpress.db'), { dataFolder: folder });
  if (!opened.ok) throw new Error(opened.error.detail);
  const store = opened.value;
  const log = createLogger({ folder, level: 'debug', console: 'none' });
  const vault = memoryVault();
  const studio = createStudio({
    ...store,
    engines: [engine],
    sites: () => [],
    captionWriters: [],
    objects: noObjectStorage(),
    crashReports: noCrashReports(),
    cloud: { ...noCloud(), store: store.mirror },
    loginServices: [],
    vault,
    sealer: createSealer({ key: createStudioKey(vault), onValue: () => undefined }),
    outsideSecrets: {},
    redact: (text) => text,
    files: parts.files ?? weightlessFiles(folder),
    oldFiles: { remove: async () => ({ count: 0, bytes: 0 }) },
    media: parts.media ?? trustingMedia,
    clock: systemClock,
    timeZone: () => 'UTC',
    log,
    bootId: 'bench',
    appVersion: '0.0.0',
    solo: false,
  });
  return {
    studio,
    store,
    async create() {
      const made = await studio.jobs.create(usualRequest, null);
      if (!made.ok) throw new Error(made.error.detail);
      return made.value.job;
    },
    async close() {
      await studio.stop();
      await store.close();
      log.close();
    },
  };
}
