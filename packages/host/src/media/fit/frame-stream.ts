import { setImmediate as nextTurn } from 'node:timers/promises';
import type { VideoFrame } from '@napi-rs/webcodecs';
import { EncodedPacketSink, type InputVideoTrack } from 'mediabunny';
import { decoderConfigOf } from '../video/decoder-config.ts';
import { VideoFault } from '../video/video-input.ts';

/** Packets and frames inside the decoder, or waiting here, at most: this bounds the memory. */
const mostUnderWay = 8;
/** After the last packet: how long the decoder may be silent before the frames that are missing count as missing. */
const maxMsForNextFrame = 2_000;

/**
 * Every frame of a track in the order in which they are shown. Whoever takes one closes it. For use in a child process: the
 * codec is native code.
 *
 * Throws a `VideoFault` where the decoder gives up or frames are missing.
 */
export async function* decodedFrames(track: InputVideoTrack): AsyncGenerator<VideoFrame> {
  const { VideoDecoder, EncodedVideoChunk } = await import('@napi-rs/webcodecs');
  const frameBytes = Math.ceil((await track.getCodedWidth()) * (await track.getCodedHeight()) * 1.5);
  const waiting: VideoFrame[] = [];
  let [numPackets, numFrames] = [0, 0];
  let lastFrameAt = performance.now();
  let fault: string | null = null;
  let wake: () => void = () => {};
  const decoder = new VideoDecoder({
    output(frame) {
      numFrames += 1;
      lastFrameAt = performance.now();
      waiting.push(frame);
      // As in `decode-video`: an untouched buffer of a frame's size makes the garbage collector come round in time.
      Buffer.allocUnsafeSlow(frameBytes);
      wake();
    },
    error(error) {
      fault ??= error.message;
      wake();
    },
  });
  decoder.ondequeue = () => wake();
  decoder.configure(await decoderConfigOf(track));
  // The decoder's threads do not keep the process alive, this timer does.
  const keepAlive = setInterval(() => {}, 60_000);
  const isBroken = (): boolean => fault !== null || decoder.state !== 'configured';
  try {
    for await (const { type, timestamp, duration, data } of new EncodedPacketSink(track).packets()) {
      if (isBroken()) break;
      numPackets += 1;
      decoder.decode(
        new EncodedVideoChunk({
          type,
          timestamp: Math.round(timestamp * 1e6),
          duration: Math.round(duration * 1e6),
          data,
        }),
      );
      await nextTurn();
      while (decoder.decodeQueueSize > mostUnderWay && waiting.length === 0 && !isBroken()) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      for (let frame = waiting.shift(); frame !== undefined; frame = waiting.shift()) yield frame;
    }
    if (!isBroken()) {
      const flushed = decoder.flush().catch((error: unknown) => {
        fault ??= error instanceof Error ? error.message : String(error);
      });
      lastFrameAt = performance.now();
      // `flush` may settle before the last frames are handed over. A damaged video never gives them all.
      while (numFrames < numPackets && fault === null && performance.now() - lastFrameAt < maxMsForNextFrame) {
        for (let frame = waiting.shift(); frame !== undefined; frame = waiting.shift()) yield frame;
        await nextTurn();
      }
      await flushed;
    }
    for (let frame = waiting.shift(); frame !== undefined; frame = waiting.shift()) yield frame;
    if (fault !== null) throw new VideoFault(`The decoder stopped: ${String(fault)}`);
    if (numFrames === 0) throw new VideoFault('No frame could be decoded.');
  } finally {
    clearInterval(keepAlive);
    for (const frame of waiting) frame.close();
    if (decoder.state !== 'closed') decoder.close();
  }
}
