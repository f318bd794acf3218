import type { AssetWarning, LoraFacts, Result, ValidVideo } from '@videoexpress/job-schema';
import type { ClipFitting } from '../publications/clip-fitting.ts';
import type { MediaError } from './media-error.ts';

export type { MediaError };

export interface ImageFacts {
  readonly width: number;
  readonly height: number;
  readonly mimeType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly converted: boolean;
}

/** What is known of a clip that a person brought. */
export interface ClipFacts {
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number;
  readonly fps: number;
  readonly mimeType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The text of its tag, believed by nobody. */
  readonly settings: string | null;
  readonly warnings: readonly AssetWarning[];
}

/** What the studio needs done to media files. `host` does it, in a child process with limits. */
export interface MediaTools extends ClipFitting {
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
  /** Whether the first bytes are those of a video, playable or not. */
  isVideo(path: string): Promise<boolean>;
  /** Checks a clip and makes its poster; the clip stays where it is, as it is. */
  inspectVideo(
    input: { sourcePath: string; posterPath: string },
    signal?: AbortSignal,
  ): Promise<Result<ClipFacts, MediaError>>;
  inspectImage(
    input: { sourcePath: string; outputPath: string; posterPath: string },
    signal?: AbortSignal,
  ): Promise<Result<ImageFacts, MediaError>>;
  /** Whether a file begins as LoRAs do. */
  isLora(path: string): Promise<boolean>;
  /** Checks a LoRA by content; it stays where it is, as it is. */
  inspectLora(
    input: { sourcePath: string },
    signal?: AbortSignal,
  ): Promise<Result<{ bytes: number; sha256: string; lora: LoraFacts }, MediaError>>;
}
