import { FilePathSource, Input, type InputVideoTrack, MP4 } from 'mediabunny';

/** An opened MP4. Dispose it to close the file. */
export type VideoInput = {
  readonly input: Input;
  readonly track: InputVideoTrack;
  readonly dispose: () => void;
};

/** What is wrong with a video, in one sentence for a person. */
export class VideoFault extends Error {
  override readonly name = 'VideoFault';
}

/**
 * Opens a local MP4 and its first video track. Only MP4 is tried: no playlist or network format can be reached.
 *
 * Throws a `VideoFault` where the file cannot be read as one, and the system's error where the disk fails.
 */
export async function openVideoInput(path: string): Promise<VideoInput> {
  const input = new Input({ formats: [MP4], source: new FilePathSource(path) });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null) throw new VideoFault('It has no picture track.');
    if ((await track.getCodec()) === null) throw new VideoFault('Its codec is not known.');
    return { input, track, dispose: () => input.dispose() };
  } catch (error) {
    input.dispose();
    throw asVideoFault(error, 'The MP4 cannot be read');
  }
}

/**
 * What a reader of files threw, as a fault of the video; the system's own errors (no space, no permission) stay what
 * they are, since they say nothing about the video.
 */
export function asVideoFault(error: unknown, sentence: string): Error {
  if (error instanceof VideoFault) return error;
  if (isSystemError(error)) return error;
  const detail = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
  return new VideoFault(`${sentence}: ${detail}.`);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
