import { rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SoundTrack } from './h264-file.ts';
import { h264HighCodecString } from './h264-level.ts';
import { convertRgbaToI420 } from './rgba-to-i420.ts';

export type VideoWriterOptions = {
  /** Where the MP4 is written; an existing file is replaced. */
  readonly path: string;
  /** Pixels, even. */
  readonly width: number;
  /** Pixels, even. */
  readonly height: number;
  /** Frames a second. */
  readonly fps: number;
  /** Bits a second. Left out, every frame gets the same quality and the size follows the content. */
  readonly bitrate?: number;
  /** How many frames will be written at most. Where it is known, memory stays flat however long the video is. */
  readonly totalFrames?: number;
  /** Left out, it is silent. */
  readonly sound?: SoundTrack;
};

export type VideoWriter = {
  /**
   * Adds one frame of `width * height * 4` bytes of RGBA. The bytes are read before the promise is given back, so the
   * buffer may be drawn on again at once. Await it: it settles when the encoder has room, which keeps memory bounded.
   */
  readonly write: (rgba: Uint8Array) => Promise<void>;
  /** Encodes what is left and completes the file. */
  readonly finish: () => Promise<void>;
  /** Gives up and removes the file. Does nothing after `finish`. */
  readonly abort: () => Promise<void>;
};

/** H.264 quantizer of every frame. Looked at: thin text of 14 px on a moving gradient keeps its edges. */
const quantizer = 20;
/** Frames inside the encoder at most. */
const maxQueuedFrames = 4;
/** How long the encoder may take to hand over what it has already encoded. */
const maxMsForLastPackets = 10_000;
/** A player can jump to these. */
const secondsBetweenKeyFrames = 2;

/**
 * Opens an MP4 with one H.264 track: High profile, yuv420p, BT.709 limited range, constant frame durations, and the
 * index before the data (faststart). For use in a child process: the codec is native code.
 *
 * Rejects where the folder cannot be written or the codec refuses the size. `write` and `finish` reject with what the
 * encoder or the disk reported.
 */
export async function openVideoWriter(options: VideoWriterOptions): Promise<VideoWriter> {
  const { path, width, height, fps, bitrate } = options;
  if (width % 2 !== 0 || height % 2 !== 0) throw new Error(`The sides must be even, ${width} × ${height} are not.`);
  // Loaded on use, here and everywhere in this folder: a process that handles no media loads no native code.
  const [{ VideoEncoder, VideoFrame }, { bt709Limited, openH264File }] = await Promise.all([
    import('@napi-rs/webcodecs'),
    import('./h264-file.ts'),
  ]);
  const file = await openH264File(options);

  let open = true;
  let numFrames = 0;
  let numPackets = 0;
  let failure: Error | undefined;
  /** The packets in the order in which the encoder gave them, each written after the one before. */
  let written: Promise<void> = Promise.resolve();
  let wake: () => void = () => {};
  const fail = (error: unknown): void => {
    failure ??= error instanceof Error ? error : new Error(String(error));
    clearInterval(keepAlive);
    wake();
  };

  const encoder = new VideoEncoder({
    output(chunk, metadata) {
      if (!open) return;
      written = written.then(() => file.add(chunk, metadata));
      written.catch(fail);
      numPackets += 1;
      wake();
    },
    error: fail,
  });
  encoder.configure({
    codec: h264HighCodecString(options),
    width,
    height,
    framerate: fps,
    avc: { format: 'avc' },
    latencyMode: 'quality',
    // One encoder on every machine: what a clip looks like must not depend on the graphics card.
    hardwareAcceleration: 'prefer-software',
    ...(bitrate === undefined ? { bitrateMode: 'quantizer' } : { bitrateMode: 'variable', bitrate }),
  });
  encoder.ondequeue = () => wake();

  const framesBetweenKeyFrames = Math.max(1, Math.round(fps * secondsBetweenKeyFrames));
  /** The encoder's threads do not keep the process alive, this timer does. */
  const keepAlive = setInterval(() => {}, 60_000);

  const throwIfFailed = (): void => {
    if (failure !== undefined) throw failure;
  };
  const close = (): void => {
    open = false;
    clearInterval(keepAlive);
    if (encoder.state !== 'closed') encoder.close();
  };

  return {
    async write(rgba) {
      if (!open) throw new Error('The video is already closed.');
      throwIfFailed();
      if (rgba.length !== width * height * 4) {
        throw new Error(`A frame of ${width} × ${height} has ${width * height * 4} bytes, not ${rgba.length}.`);
      }
      // A new buffer for each frame: closed frames are freed by the garbage collector alone, which does not see their
      // native memory, but does see these buffers and so comes round in time. Measured at 1920 × 1080: 270 MB for any
      // number of frames, against 3 MB more with every frame where one buffer is used again.
      const i420 = Buffer.allocUnsafeSlow((width * height * 3) / 2);
      convertRgbaToI420(rgba, width, height, i420);
      const timestamp = Math.round((numFrames * 1e6) / fps);
      const frame = new VideoFrame(i420, {
        format: 'I420',
        codedWidth: width,
        codedHeight: height,
        timestamp,
        duration: Math.round(((numFrames + 1) * 1e6) / fps) - timestamp,
        colorSpace: bt709Limited,
      });
      const keyFrame = numFrames % framesBetweenKeyFrames === 0;
      encoder.encode(frame, bitrate === undefined ? { keyFrame, avc: { quantizer } } : { keyFrame });
      frame.close();
      numFrames += 1;
      // A turn of the event loop for every frame: without it a caller that only awaits this promise would keep the
      // encoder's packets, and the memory of frames that are done with, waiting until its last frame.
      await nextTurn();
      while (encoder.encodeQueueSize > maxQueuedFrames && failure === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      await written;
      throwIfFailed();
    },

    async finish() {
      if (!open) return;
      try {
        throwIfFailed();
        await encoder.flush();
        // `flush` has been seen to settle before the last packets were handed over.
        const deadline = performance.now() + maxMsForLastPackets;
        while (numPackets < numFrames && failure === undefined && performance.now() < deadline) await nextTurn();
        await written;
        throwIfFailed();
        if (numPackets !== numFrames)
          throw new Error(`The encoder gave ${numPackets} packets for ${numFrames} frames.`);
        await file.finalize();
      } catch (error) {
        close();
        await file.cancel();
        throw error;
      }
      close();
    },

    async abort() {
      if (!open) return;
      close();
      await file.cancel();
      await rm(path, { force: true });
    },
  };
}
