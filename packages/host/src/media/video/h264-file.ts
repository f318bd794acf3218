import type { EncodedVideoChunk, EncodedVideoChunkMetadata } from '@napi-rs/webcodecs';
import { type AudioSource, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from 'mediabunny';
import { openFileTarget } from './file-target.ts';

/** The colours of everything this program draws. */
export const bt709Limited = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false } as const;

export type H264File = {
  /** Appends one coded frame. Settles when it is taken; rejects with what the disk reported. */
  readonly add: (chunk: EncodedVideoChunk, metadata: EncodedVideoChunkMetadata | undefined) => Promise<void>;
  /** Completes the file and waits until it is on the disk. */
  readonly finalize: () => Promise<void>;
  /** Closes the file as it is. Never rejects. */
  readonly cancel: () => Promise<void>;
};

/** Sound that goes into the file beside its pictures. */
export type SoundTrack = {
  readonly source: AudioSource;
  /** Packets at most: room is kept for them in the index. */
  readonly maxPackets: number;
  /** Adds what sounds before that moment of the file, in seconds, and is not added yet. */
  readonly addUntil: (seconds: number) => Promise<void>;
};

/**
 * Opens an MP4 for one H.264 track at a constant rate, its index before its data. Where the number of frames is known,
 * room is kept for the index; else the coded frames wait in memory until the end.
 */
export async function openH264File(file: {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly totalFrames?: number;
  readonly sound?: SoundTrack;
}): Promise<H264File> {
  const { width, height, fps, totalFrames, sound } = file;
  const source = new EncodedVideoPacketSource('avc');
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: totalFrames === undefined ? 'in-memory' : 'reserve' }),
    target: await openFileTarget(file.path),
  });
  output.addVideoTrack(source, {
    frameRate: fps,
    ...(totalFrames === undefined ? {} : { maximumPacketCount: totalFrames }),
  });
  if (sound !== undefined) output.addAudioTrack(sound.source, { maximumPacketCount: sound.maxPackets });
  await output.start();
  return {
    async add(chunk, metadata) {
      await sound?.addUntil(chunk.timestamp / 1e6);
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      const seconds = { at: chunk.timestamp / 1e6, long: (chunk.duration ?? 1e6 / fps) / 1e6 };
      const packet = new EncodedPacket(bytes, chunk.type, seconds.at, seconds.long);
      const config = metadata?.decoderConfig;
      if (config?.description === undefined) return source.add(packet);
      const { codec, description } = config;
      const decoderConfig = { codec, description, codedWidth: width, codedHeight: height, colorSpace: bt709Limited };
      return source.add(packet, { decoderConfig });
    },
    async finalize() {
      await sound?.addUntil(Number.POSITIVE_INFINITY);
      await output.finalize();
    },
    cancel: () => output.cancel().catch(() => {}),
  };
}
