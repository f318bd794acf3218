import { FilePathSource, Input, type InputVideoTrack, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny';
import { asVideoFault, VideoFault } from '../video/video-input.ts';

/** An opened clip of the library, in any container that is taken there. Dispose it to close the file. */
export interface OpenedClip {
  readonly input: Input;
  readonly track: InputVideoTrack;
  readonly dispose: () => void;
}

/** Throws a `VideoFault` where the file cannot be read as a clip, and the system's error where the disk fails. */
export async function openClip(path: string): Promise<OpenedClip> {
  const input = new Input({ formats: [MP4, QTFF, WEBM, MATROSKA], source: new FilePathSource(path) });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null) throw new VideoFault('It has no picture track.');
    if ((await track.getCodec()) === null) throw new VideoFault('Its codec is not known.');
    return { input, track, dispose: () => input.dispose() };
  } catch (error) {
    input.dispose();
    throw asVideoFault(error, 'The clip cannot be read');
  }
}
