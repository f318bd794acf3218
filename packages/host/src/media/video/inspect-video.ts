import { rm, stat } from 'node:fs/promises';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { FilePathSource, Input, type InputVideoTrack, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny';
import { z } from 'zod';
import type { ChildTaskContext } from '../../children/serve-child-task.ts';
import { fingerprintFile } from '../durable-file.ts';
import type { FileFault } from '../media-tool-error.ts';
import { writePoster } from '../poster.ts';
import type { InspectedVideo } from './clip-facts.ts';
import { clipFormatOf, unplayableSentence } from './clip-formats.ts';
import { findMissingBoxes, findMissingSegment } from './clip-wholeness.ts';
import { readFileKind } from './file-kind.ts';
import { choosePoster, lookAtFrames } from './frame-check.ts';
import { readTag } from './read-tag.ts';
import { displayedCanvas } from './displayed-canvas.ts';
import { asVideoFault, VideoFault } from './video-input.ts';

export const inspectVideoInputSchema = z.object({
  /** What a person gave. It is not changed. */
  sourcePath: z.string(),
  /** Where its poster goes, a WebP. */
  posterPath: z.string(),
});

/** Pixels; no codec here goes further, and a few bytes can claim any size. */
const mostPixelsPerSide = 8192;

/**
 * The child task `inspect-video`: decides by content whether a file is a clip that browsers play, measures it, and makes
 * its poster. Some frames are decoded, spread over the clip; the file is read in full only for its sha256.
 */
export async function inspectVideo(
  rawInput: unknown,
  { reportProgress }: ChildTaskContext,
): Promise<Result<InspectedVideo, FileFault>> {
  const input = inspectVideoInputSchema.parse(rawInput);
  const refused = await findFileFault(input.sourcePath);
  if (refused !== null) return err(refused);
  try {
    const facts = await probe(input, reportProgress);
    if (!facts.ok) return facts;
    const print = await fingerprintFile(input.sourcePath, (bytes) => reportProgress({ step: 'hashing', bytes }));
    return ok({ ...facts.value, ...print });
  } catch (error) {
    await rm(input.posterPath, { force: true });
    if (error instanceof VideoFault) return err({ code: 'damaged_video', reason: error.message });
    throw error;
  }
}

/** What the outermost structure of the file gives away, before any library reads it. */
async function findFileFault(path: string): Promise<FileFault | null> {
  if ((await stat(path)).size === 0) return { code: 'not_a_video', reason: 'The file is empty.' };
  const found = await readFileKind(path);
  if (found.kind === 'foreign') return { code: 'not_a_video', reason: found.reason };
  if (found.kind !== 'mp4' && found.kind !== 'matroska') return { code: 'not_a_video', reason: 'It is not a video.' };
  const missing = await (found.kind === 'mp4' ? findMissingBoxes(path) : findMissingSegment(path));
  return missing === null ? null : { code: 'damaged_video', reason: missing };
}

async function probe(
  { sourcePath, posterPath }: z.infer<typeof inspectVideoInputSchema>,
  reportProgress: (progress: unknown) => void,
): Promise<Result<Omit<InspectedVideo, 'bytes' | 'sha256'>, FileFault>> {
  // Only these formats are tried: no playlist and no network format can be reached.
  const input = new Input({ formats: [MP4, QTFF, WEBM, MATROSKA], source: new FilePathSource(sourcePath) });
  try {
    const format = clipFormatOf((await input.getFormat()).name);
    if (format === null) return err({ code: 'not_a_video', reason: 'It is not a video.' });
    const track = await input.getPrimaryVideoTrack();
    if (track === null) return err(await withoutPicture(input));
    const codec = await track.getCodec();
    if (codec === null || !format.codecs.includes(codec)) {
      const mark = await track.getInternalCodecId();
      const reason = unplayableSentence(format.name, codec, typeof mark === 'string' ? mark : null);
      return err({ code: 'unplayable_video', reason });
    }
    const size = await displayedSize(track);
    if (!size.ok) return size;
    const timing = await readTiming(track);
    reportProgress({ step: 'opened' });
    const samples = await lookAtFrames(track, timing.durationSeconds, () => reportProgress({ step: 'decoding' }));
    await writePoster(posterPath, await displayedCanvas(choosePoster(samples), track));
    const playsEverywhere = format.everywhere.includes(codec) && !isDeepOrFine(await track.getCodecParameterString());
    const warnings: InspectedVideo['warnings'] = playsEverywhere ? [] : ['not_every_browser'];
    const settings = await readTag(input);
    return ok({ ...size.value, ...timing, mimeType: format.mimeType, settings, warnings });
  } catch (error) {
    throw asVideoFault(error, 'The file is damaged');
  } finally {
    input.dispose();
  }
}

/** H.264 with more than 8 bits or with full colour resolution: High 10, High 4:2:2 and High 4:4:4. */
function isDeepOrFine(codec: string | null): boolean {
  return codec !== null && /^avc[13]\.(6e|7a|f4)/i.test(codec);
}

async function withoutPicture(input: Input): Promise<FileFault> {
  const hasSound = (await input.getAudioTracks()).length > 0;
  const reason = hasSound ? 'It has only sound and no picture.' : 'It has no picture track.';
  return { code: 'not_a_video', reason };
}

async function displayedSize(track: InputVideoTrack): Promise<Result<{ width: number; height: number }, FileFault>> {
  const [width, height] = [Math.round(await track.getDisplayWidth()), Math.round(await track.getDisplayHeight())];
  const sides = [width, height, await track.getCodedWidth(), await track.getCodedHeight()];
  if (sides.every((side) => side > 0 && side <= mostPixelsPerSide)) return ok({ width, height });
  const reason = `It is ${width} × ${height}, at most ${mostPixelsPerSide} pixels a side are taken.`;
  return err({ code: 'unplayable_video', reason });
}

async function readTiming(track: InputVideoTrack): Promise<{ durationSeconds: number; fps: number }> {
  const durationSeconds = await track.computeDuration();
  if (!Number.isFinite(durationSeconds) || durationSeconds <= 0) throw new VideoFault('It has no frames.');
  const promised = await track.getDurationFromMetadata();
  // Half a second: sound may go on after the last frame.
  if (promised !== null && durationSeconds < promised * 0.9 - 0.5) {
    throw new VideoFault('The file ends in the middle. Copy or download it again.');
  }
  const { bestGuessFrameRate } = await track.computeFrameRateMetrics();
  // A single frame has no rate; it is shown for as long as the clip lasts.
  const isRate = Number.isFinite(bestGuessFrameRate) && bestGuessFrameRate > 0;
  return { durationSeconds, fps: isRate ? bestGuessFrameRate : 1 / durationSeconds };
}
