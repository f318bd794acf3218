import {
  AudioSample,
  AudioSampleSink,
  AudioSampleSource,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  type InputAudioTrack,
  Quality,
} from 'mediabunny';
import { offerCodecs } from './offer-codecs.ts';
import type { SoundTrack } from '../video/h264-file.ts';
import { VideoFault } from '../video/video-input.ts';

const bitsPerSecond = 128_000;
const mostRateHz = 48_000;
const mostChannels = 2;
/** Samples in a packet of AAC. */
const packetSamples = 1024;
/** Nobody hears sound that begins so much too early or too late. */
const unheardSeconds = 0.05;
/** Rates that AAC knows, in hertz, up to the most that services take. */
const aacRates: readonly number[] = [48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000];

/** The part of a clip's time line that the pictures cover. */
export interface Span {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/**
 * The sound of a clip for its fitted copy, in step with pictures that begin at 0: packet by packet where it is AAC as
 * services take it, else encoded anew. Without an edit list, so that it begins with the pictures.
 */
export async function openSound(track: InputAudioTrack, span: Span): Promise<SoundTrack> {
  if ((await track.getCodec()) === null) throw new VideoFault('The codec of its sound is not known.');
  return (await isTakenAsItIs(track, span)) ? copySound(track, span) : encodeSound(track, span);
}

async function isTakenAsItIs(track: InputAudioTrack, { startSeconds }: Span): Promise<boolean> {
  if ((await track.getCodec()) !== 'aac') return false;
  if (!aacRates.includes(await track.getSampleRate()) || (await track.getNumberOfChannels()) > mostChannels)
    return false;
  return (await track.getFirstTimestamp()) - startSeconds < unheardSeconds;
}

async function copySound(track: InputAudioTrack, { startSeconds, endSeconds }: Span): Promise<SoundTrack> {
  const decoderConfig = await track.getDecoderConfig();
  if (decoderConfig === null) throw new VideoFault('The codec of its sound is not known.');
  const source = new EncodedAudioPacketSource('aac');
  const packets = new EncodedPacketSink(track).packets();
  const { packetCount } = await track.computePacketStats();
  let shift: number | null = null;
  return soundTrack(source, packetCount, async () => {
    for (;;) {
      const step = await packets.next();
      if (step.done === true || step.value.timestamp >= endSeconds) return null;
      const at = step.value.timestamp - startSeconds;
      if (at < -step.value.duration / 2) continue;
      shift ??= at;
      await source.add(step.value.clone({ timestamp: at - shift }), { decoderConfig });
      return at;
    }
  });
}

async function encodeSound(track: InputAudioTrack, { startSeconds, endSeconds }: Span): Promise<SoundTrack> {
  await offerCodecs();
  if (!(await track.canDecode())) throw new VideoFault('Its sound cannot be decoded.');
  const [channels, rate] = [await track.getNumberOfChannels(), await track.getSampleRate()];
  const sampleRate = aacRates.includes(rate) ? rate : mostRateHz;
  const numberOfChannels = Math.min(mostChannels, channels);
  const source = new AudioSampleSource({
    codec: 'aac',
    quality: new Quality({ bitrate: bitsPerSecond }),
    transform: { sampleRate, numberOfChannels },
  });
  const samples = new AudioSampleSink(track).samples(startSeconds, endSeconds);
  let isFirst = true;
  const add = async (sample: AudioSample): Promise<void> => {
    await source.add(sample);
    sample.close();
  };
  const numPackets = Math.ceil(((endSeconds - startSeconds + 1) * sampleRate) / packetSamples) + 8;
  return soundTrack(source, numPackets, async () => {
    const step = await samples.next();
    if (step.done === true) return null;
    const sample = step.value;
    const at = Math.max(0, sample.timestamp - startSeconds);
    if (isFirst && at > 0) await add(silence(at, rate, channels));
    isFirst = false;
    sample.setTimestamp(at);
    await add(sample);
    return at;
  });
}

function silence(seconds: number, sampleRate: number, numberOfChannels: number): AudioSample {
  const data = new Float32Array(Math.max(1, Math.round(seconds * sampleRate)) * numberOfChannels);
  return new AudioSample({ data, format: 'f32', numberOfChannels, sampleRate, timestamp: 0 });
}

/** @param addNext adds some sound and says from when it was, in seconds; null: there is no more */
function soundTrack(
  source: SoundTrack['source'],
  maxPackets: number,
  addNext: () => Promise<number | null>,
): SoundTrack {
  let reached: number | null = Number.NEGATIVE_INFINITY;
  return {
    source,
    maxPackets,
    async addUntil(seconds) {
      while (reached !== null && reached < seconds) reached = await addNext();
    },
  };
}
