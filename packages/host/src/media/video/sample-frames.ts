import { setImmediate as nextTurn } from 'node:timers/promises';
import type { VideoFrame } from '@napi-rs/webcodecs';
import { type EncodedPacket, EncodedPacketSink, type InputVideoTrack } from 'mediabunny';
import type { Picture } from '../picture.ts';
import { decoderConfigOf } from './decoder-config.ts';
import { readPicture } from './frame-picture.ts';
import { pictureColourOf } from './picture-colour.ts';

export type FrameSample = {
  /** Where it was looked for, in seconds. */
  readonly atSeconds: number;
  /** Null where nothing could be decoded there. */
  readonly picture: Picture | null;
};

/** Packets decoded on the way from a key frame to a place, at most: this bounds the time. Behind it, a place is missed by some frames. */
const usualPacketsPerPlace = 48;
/** After the last packet of a place: how long the decoder may take to hand over a frame. */
const maxMsForLastFrame = 1_000;

/**
 * Decodes a clip at some places and nowhere else: from the key frame before each place up to it. So a clip of two hours
 * takes no longer than one of ten seconds.
 *
 * @param onSample called with each as it comes; false ends the work
 */
export async function sampleFrames(
  track: InputVideoTrack,
  placesInSeconds: readonly number[],
  onSample: (sample: FrameSample) => boolean,
  mostPacketsPerPlace = usualPacketsPerPlace,
): Promise<void> {
  const { VideoDecoder, EncodedVideoChunk } = await import('@napi-rs/webcodecs');
  const config = await decoderConfigOf(track);
  const colour = pictureColourOf((await track.getDecoderConfig())?.colorSpace, await track.getDisplayHeight());
  const frameBytes = (await track.getCodedWidth()) * (await track.getCodedHeight()) * 1.5;
  const sink = new EncodedPacketSink(track);
  // The decoder's threads do not keep the process alive, this timer does.
  const keepAlive = setInterval(() => {}, 60_000);

  async function decodeAt(atSeconds: number): Promise<Picture | null> {
    let newest: VideoFrame | null = null;
    let isBroken = false;
    // A decoder for each place: one that met damage stays closed.
    const decoder = new VideoDecoder({
      output(frame) {
        newest?.close();
        newest = frame;
        // As in `decode-video`: an untouched buffer of a frame's size makes the garbage collector come round in time.
        Buffer.allocUnsafeSlow(Math.ceil(frameBytes));
      },
      error() {
        isBroken = true;
      },
    });
    const settled = (): VideoFrame | null => newest;
    try {
      decoder.configure(config);
      for await (const packet of packetsUpTo(sink, atSeconds, mostPacketsPerPlace)) {
        if (isBroken || decoder.state !== 'configured') break;
        const { type, data, timestamp, duration } = packet;
        decoder.decode(
          new EncodedVideoChunk({
            type,
            data,
            timestamp: Math.round(timestamp * 1e6),
            duration: Math.round(duration * 1e6),
          }),
        );
        await nextTurn();
      }
      if (!isBroken && decoder.state === 'configured') await decoder.flush();
      const deadline = performance.now() + maxMsForLastFrame;
      while (settled() === null && !isBroken && performance.now() < deadline) await nextTurn();
      const frame = settled();
      return frame === null ? null : await readPicture(frame, colour);
    } catch {
      return null;
    } finally {
      settled()?.close();
      if (decoder.state !== 'closed') decoder.close();
    }
  }

  try {
    for (const atSeconds of placesInSeconds) {
      if (!onSample({ atSeconds, picture: await decodeAt(atSeconds) })) break;
    }
  } finally {
    clearInterval(keepAlive);
  }
}

async function* packetsUpTo(sink: EncodedPacketSink, atSeconds: number, most: number): AsyncGenerator<EncodedPacket> {
  const key = (await sink.getKeyPacket(atSeconds, { verifyKeyPackets: true })) ?? (await sink.getFirstKeyPacket());
  if (key === null) return;
  let count = 0;
  for await (const packet of sink.packets(key)) {
    yield packet;
    count += 1;
    if (packet.timestamp >= atSeconds || count >= most) return;
  }
}
