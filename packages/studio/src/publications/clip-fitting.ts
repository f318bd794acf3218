import type { FitMode, Result } from '@videoexpress/job-schema';
import type { MediaError } from '../library/media-error.ts';
import type { ClipMakeup } from './clip-makeup.ts';

/** How a clip is to be changed. */
export interface Fit {
  /** crop, pad: to 1080 × 1920; re_encode: as it is shown, no wider than 1920. */
  readonly mode: Exclude<FitMode, 'as_is'>;
  /** Where the middle of a crop lies along the side that is cut, 0 to 1. */
  readonly cropCentre: number;
}

/** What `fitVideo` left. It was decoded to its last frame. */
export interface FittedClip {
  readonly bytes: number;
  readonly sha256: string;
}

/** What is needed of this machine to make clips fit a service. `host` does it, in children with limits. */
export interface ClipFitting {
  /** Reads of a file what it is made of. No picture is decoded. */
  makeupOf(path: string, signal?: AbortSignal): Promise<Result<ClipMakeup, MediaError>>;
  /**
   * Writes a copy that plays everywhere: MP4 with the index first, H.264 4:2:0, 23 to 60 frames a second, AAC where there is
   * sound. `outputPath` is there when it is whole and checked, and never before.
   *
   * @param onProgress the part that is done, 0 to 1
   */
  fitVideo(
    order: { readonly sourcePath: string; readonly outputPath: string; readonly fit: Fit },
    onProgress: (fraction: number) => void,
    signal?: AbortSignal,
  ): Promise<Result<FittedClip, MediaError>>;
  /** Writes one frame as `fitVideo` would, as JPEG, for a look beforehand. */
  fittedFrame(
    order: { readonly sourcePath: string; readonly outputPath: string; readonly fit: Fit; readonly atSeconds: number },
    signal?: AbortSignal,
  ): Promise<Result<null, MediaError>>;
  /** Writes a poster anew, as JPEG: services take no WebP. */
  pictureAsJpeg(
    order: { readonly sourcePath: string; readonly outputPath: string },
    signal?: AbortSignal,
  ): Promise<Result<null, MediaError>>;
}
