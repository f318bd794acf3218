import {
  ALL_FORMATS,
  AudioSample,
  AudioSampleSink,
  AudioSampleSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  Mp4OutputFormat,
  Output,
  Quality,
} from 'mediabunny';
import { offerCodecs } from '../fit/offer-codecs.ts';
import { makeVideo } from './make-video.ts';

const sampleRate = 48_000;

/** Writes an MP4 of 1.5 s with a tone in Opus, which begins some time after the pictures. */
export async function makeVideoWithOpus(
  path: string,
  { lateSeconds, soundSeconds }: { readonly lateSeconds: number; readonly soundSeconds: number },
): Promise<void> {
  await offerCodecs();
  const silentPath = `${path}.silent.mp4`;
  await makeVideo(silentPath, { width: 96, height: 64, fps: 30, numFrames: 45 });
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(silentPath) });
  const track = await input.getPrimaryVideoTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (track === null || decoderConfig === null || decoderConfig === undefined) throw new Error('There is no picture.');
  const output = new Output({ format: new Mp4OutputFormat(), target: new FilePathTarget(path) });
  const pictures = new EncodedVideoPacketSource('avc');
  const sound = new AudioSampleSource({ codec: 'opus', quality: new Quality({ bitrate: 96_000 }) });
  output.addVideoTrack(pictures);
  output.addAudioTrack(sound);
  await output.start();
  const tone = new Float32Array(sampleRate * soundSeconds * 2);
  for (let at = 0; at < tone.length; at += 1) tone[at] = 0.5 * Math.sin(Math.floor(at / 2) * 0.06);
  const sample = new AudioSample({
    data: tone,
    format: 'f32',
    numberOfChannels: 2,
    sampleRate,
    timestamp: lateSeconds,
  });
  await Promise.all([sound.add(sample), addAll(track, pictures, decoderConfig)]);
  sample.close();
  await output.finalize();
  input.dispose();
}

async function addAll(
  track: ConstructorParameters<typeof EncodedPacketSink>[0],
  pictures: EncodedVideoPacketSource,
  decoderConfig: VideoDecoderConfig,
): Promise<void> {
  for await (const packet of new EncodedPacketSink(track).packets()) await pictures.add(packet, { decoderConfig });
  pictures.close();
}

/** How loud a clip is between two moments of it, in seconds: the root of the mean square, 0 to 1. */
export async function loudnessOf(path: string): Promise<(fromSeconds: number, toSeconds: number) => number> {
  await offerCodecs();
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) });
  const track = await input.getPrimaryAudioTrack();
  if (track === null) throw new Error('There is no sound.');
  const values: { readonly at: number; readonly value: number }[] = [];
  for await (const sample of new AudioSampleSink(track).samples()) {
    const plane = new Float32Array(sample.numberOfFrames);
    sample.copyTo(plane, { planeIndex: 0, format: 'f32-planar' });
    plane.forEach((value, index) => {
      values.push({ at: sample.timestamp + index / sample.sampleRate, value });
    });
    sample.close();
  }
  input.dispose();
  return (fromSeconds, toSeconds) => {
    const part = values.filter(({ at }) => at >= fromSeconds && at < toSeconds);
    return Math.sqrt(part.reduce((sum, { value }) => sum + value * value, 0) / Math.max(1, part.length));
  };
}
