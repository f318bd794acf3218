import { stat } from 'node:fs/promises';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { InputAudioTrack, InputVideoTrack } from 'mediabunny';
import { z } from 'zod';
import type { FileFault } from '../media-tool-error.ts';
import { asVideoFault, VideoFault } from '../video/video-input.ts';
import { readBoxFacts } from './box-facts.ts';
import type { ClipMakeup } from './clip-makeup.ts';
import { openClip } from './open-clip.ts';

const inputSchema = z.object({ path: z.string() });

const containers: Readonly<Record<string, ClipMakeup['container']>> = {
  MP4: 'mp4',
  'QuickTime File Format': 'mov',
  WebM: 'webm',
  Matroska: 'mkv',
};

/** The child task `clip-makeup`: what a clip is made of, read from its index. No picture is decoded. */
export async function readMakeup(rawInput: unknown): Promise<Result<ClipMakeup, FileFault>> {
  const { path } = inputSchema.parse(rawInput);
  try {
    const { input, track, dispose } = await openClip(path);
    try {
      const container = containers[(await input.getFormat()).name];
      if (container === undefined) throw new VideoFault('It is not a video.');
      const hasBoxes = container === 'mp4' || container === 'mov';
      const boxes = hasBoxes ? await readBoxFacts(path) : { indexFirst: null, hasEditList: false };
      const audio = await input.getPrimaryAudioTrack();
      const bytes = (await stat(path)).size;
      return ok({
        container,
        bytes,
        ...boxes,
        video: await videoFacts(track, bytes),
        audio: audio === null ? null : await audioFacts(audio),
      });
    } finally {
      dispose();
    }
  } catch (error) {
    const fault = asVideoFault(error, 'The clip cannot be read');
    if (fault instanceof VideoFault) return err({ code: 'damaged_video', reason: fault.message });
    throw fault;
  }
}

async function videoFacts(track: InputVideoTrack, fileBytes: number): Promise<ClipMakeup['video']> {
  const durationSeconds = (await track.computeDuration()) - (await track.getFirstTimestamp());
  if (!Number.isFinite(durationSeconds) || durationSeconds <= 0) throw new VideoFault('It has no frames.');
  const { bestGuessFrameRate } = await track.computeFrameRateMetrics();
  const isRate = Number.isFinite(bestGuessFrameRate) && bestGuessFrameRate > 0;
  const { averageBitrate } = await track.computePacketStats();
  return {
    codec: await track.getCodec(),
    width: Math.round(await track.getDisplayWidth()),
    height: Math.round(await track.getDisplayHeight()),
    durationSeconds,
    fps: isRate ? bestGuessFrameRate : 1 / durationSeconds,
    isPlain420: isPlain420(await track.getCodecParameterString()),
    bitsPerSecond: Number.isFinite(averageBitrate) ? averageBitrate : (fileBytes * 8) / durationSeconds,
  };
}

async function audioFacts(track: InputAudioTrack): Promise<NonNullable<ClipMakeup['audio']>> {
  const { averageBitrate } = await track.computePacketStats();
  return {
    codec: await track.getCodec(),
    sampleRateHz: await track.getSampleRate(),
    channels: await track.getNumberOfChannels(),
    bitsPerSecond: Number.isFinite(averageBitrate) ? averageBitrate : 0,
  };
}

/** By the profile in the codec's string: H.264 up to High, HEVC Main. The string of another codec says it otherwise. */
function isPlain420(codec: string | null): boolean | null {
  const avc = /^avc[13]\.([0-9a-f]{2})/i.exec(codec ?? '')?.[1]?.toLowerCase();
  if (avc !== undefined) return ['42', '4d', '58', '64'].includes(avc);
  const hevc = /^h(?:ev|vc)1\.[A-C]?(\d+)\./.exec(codec ?? '')?.[1];
  return hevc === undefined ? null : hevc === '1';
}
