import { ok, type Result, type ValidVideo } from '../../packages/job-schema/src/index.ts';
import type { ClipFiles, FileError, MediaTools } from '../../packages/studio/src/index.ts';

const refused = { ok: false, error: { code: 'not_a_video', reason: 'It is not a video.' } } as const;

/** Media tools that take everything for a good clip of one second, and read and write nothing. */
export const trustingMedia: MediaTools = {
  finishVideo: async ({ outputPath, posterPath }) =>
    ok({
      path: outputPath,
      posterPath,
      facts: {
        width: 832,
        height: 480,
        durationSeconds: 5,
        fps: 16,
        numFrames: 81,
        bytes: 1_000_000,
        sha256: 'a'.repeat(64),
        warnings: [],
      },
      // Only the media tools may say so, and here they do nothing.
    } as unknown as ValidVideo),
  isLora: async () => false,
  inspectLora: async () => refused,
  isVideo: async () => false,
  inspectVideo: async () => refused,
  inspectImage: async () => refused,
  makeupOf: async () => refused,
  fitVideo: async () => refused,
  fittedFrame: async () => refused,
  pictureAsJpeg: async () => refused,
};

const done = async (): Promise<Result<null, FileError>> => ok(null);
const plenty = { freeBytes: 10e12, totalBytes: 20e12 };

/** Clip files that lie nowhere: what the file system takes for them is not in the figure. */
export function weightlessFiles(root: string): ClipFiles {
  return {
    downloadPath: (attempt) => `${root}/scratch/${attempt}.download`,
    fittedPath: (attempt) => `${root}/scratch/${attempt}.fitted.mp4`,
    clipPath: (month, fileName) => `${root}/media/${month}/${fileName}`,
    partPath: (month, attempt) => `${root}/media/${month}/${attempt}.part`,
    posterPath: (asset) => `${root}/posters/${asset}.webp`,
    exists: async () => false,
    prepare: done,
    publish: done,
    moveIn: done,
    noteImport: done,
    forgetImport: async () => undefined,
    unfinishedImports: async () => [],
    removeImport: async () => undefined,
    quarantine: done,
    remove: async () => undefined,
    freeBytes: async () => plenty.freeBytes,
    diskSpace: async () => plenty,
  };
}
