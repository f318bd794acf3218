import type { Result, ValidVideo } from '@videoexpress/job-schema';

/** A file was looked at and is not what it should be, or the look itself failed. */
export interface MediaError {
  readonly code: string;
  /** One sentence for a person. */
  readonly reason: string;
}

export interface ImageFacts {
  readonly width: number;
  readonly height: number;
  readonly mimeType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly converted: boolean;
}

/** What the studio needs done to media files. `host` does it, in a child process with limits. */
export interface MediaTools {
  finishVideo(
    input: {
      sourcePath: string;
      outputPath: string;
      posterPath: string;
      settings: string | null;
      comment: string | null;
      expect: { width: number; height: number; numFrames: number; fps: number } | null;
    },
    signal?: AbortSignal,
  ): Promise<Result<ValidVideo, MediaError>>;
  inspectImage(
    input: { sourcePath: string; outputPath: string; posterPath: string },
    signal?: AbortSignal,
  ): Promise<Result<ImageFacts, MediaError>>;
}
