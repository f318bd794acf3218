import {
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  type InputAudioTrack,
  type InputVideoTrack,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { openFileTarget } from './file-target.ts';
import { type PacketTiming, readPacketTiming } from './packet-timing.ts';
import { asVideoFault, openVideoInput, VideoFault } from './video-input.ts';

/** Texts kept in the file. Names are free; ffprobe shows them as `TAG:<name>`. */
export type VideoTags = Readonly<Record<string, string>>;

/** Packets of one track on their way into the new file. */
type TrackCopy = {
  next: EncodedPacket | undefined;
  add: (packet: EncodedPacket) => Promise<void>;
  advance: () => Promise<void>;
};

/**
 * Copies the first picture track and every sound track of an MP4 into a new one, packet by packet and without decoding:
 * the index first (faststart), the tags in it. Memory does not grow with the length.
 *
 * @returns what the source's index promises of its frames
 * @throws VideoFault where the source cannot be read to its end, system errors as they are
 */
export async function remuxVideo(sourcePath: string, outputPath: string, tags: VideoTags): Promise<PacketTiming> {
  const source = await openVideoInput(sourcePath);
  try {
    const timing = await readPacketTiming(source.track);
    if (timing.numPackets === 0) throw new VideoFault('It has no frames.');
    const output = new Output({
      format: new Mp4OutputFormat({ fastStart: 'reserve', metadataFormat: 'mdta' }),
      target: await openFileTarget(outputPath),
    });
    const copies = [await copyVideoTrack(source.track, timing, output)];
    for (const track of await source.input.getAudioTracks()) copies.push(await copyAudioTrack(track, output));
    output.setMetadataTags({ raw: { ...tags } });
    await output.start();
    try {
      for (const copy of copies) await copy.advance();
      for (let earliest = earliestOf(copies); earliest?.next !== undefined; earliest = earliestOf(copies)) {
        await earliest.add(earliest.next);
        await earliest.advance();
      }
      await output.finalize();
    } catch (error) {
      await output.cancel().catch(() => {});
      throw error;
    }
    return timing;
  } catch (error) {
    throw asVideoFault(error, 'The MP4 cannot be read to its end');
  } finally {
    source.dispose();
  }
}

/** The track whose next packet comes first: writing in this order keeps picture and sound beside each other. */
function earliestOf(copies: readonly TrackCopy[]): TrackCopy | undefined {
  let earliest: TrackCopy | undefined;
  for (const copy of copies) {
    if (copy.next === undefined) continue;
    if (earliest?.next === undefined || copy.next.timestamp < earliest.next.timestamp) earliest = copy;
  }
  return earliest;
}

async function copyVideoTrack(track: InputVideoTrack, timing: PacketTiming, output: Output): Promise<TrackCopy> {
  const codec = await track.getCodec();
  const decoderConfig = await track.getDecoderConfig();
  if (codec === null || decoderConfig === null) throw new VideoFault('Its codec is not known.');
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source, {
    maximumPacketCount: timing.numPackets,
    ...(timing.constantFps === null ? {} : { frameRate: timing.constantFps }),
  });
  return copyOf(new EncodedPacketSink(track), (packet) => source.add(packet, { decoderConfig }));
}

async function copyAudioTrack(track: InputAudioTrack, output: Output): Promise<TrackCopy> {
  const codec = await track.getCodec();
  const decoderConfig = await track.getDecoderConfig();
  if (codec === null || decoderConfig === null) throw new VideoFault('The codec of its sound is not known.');
  const source = new EncodedAudioPacketSource(codec);
  const { packetCount } = await track.computePacketStats();
  output.addAudioTrack(source, { maximumPacketCount: packetCount });
  return copyOf(new EncodedPacketSink(track), (packet) => source.add(packet, { decoderConfig }));
}

function copyOf(sink: EncodedPacketSink, add: TrackCopy['add']): TrackCopy {
  const packets = sink.packets();
  const copy: TrackCopy = {
    next: undefined,
    add,
    async advance() {
      const step = await packets.next();
      copy.next = step.done === true ? undefined : step.value;
    },
  };
  return copy;
}
