import type { InputVideoTrack } from 'mediabunny';
import type { Picture } from '../picture.ts';
import { createPosterChoice } from './poster-choice.ts';
import { sampleFrames } from './sample-frames.ts';
import { VideoFault } from './video-input.ts';

/** Parts of the duration at which a clip is looked at: the first frame, the last key frame, and some in between. */
const places = [0, 1 / 3, 1, 1 / 2, 2 / 3, 1 / 6, 5 / 6] as const;
/** Once this much time went by, what was seen is enough; the first three places are always looked at. */
const enoughMs = 10_000;
const placesAlwaysSeen = 3;

/**
 * Decodes a clip here and there.
 *
 * @returns what was decoded, in the order of time
 * @throws VideoFault where the first frame, or most of what was tried, cannot be decoded
 */
export async function lookAtFrames(
  track: InputVideoTrack,
  durationSeconds: number,
  onProgress: () => void,
): Promise<readonly Picture[]> {
  const startedAt = performance.now();
  const seen: { atSeconds: number; picture: Picture }[] = [];
  let tried = 0;
  const placesInSeconds = places.map((place) => place * durationSeconds);
  await sampleFrames(track, placesInSeconds, ({ atSeconds, picture }) => {
    tried += 1;
    onProgress();
    if (picture !== null) seen.push({ atSeconds, picture });
    else if (tried === 1) throw new VideoFault('Its first frame cannot be decoded: the file is damaged.');
    return tried < placesAlwaysSeen || performance.now() - startedAt < enoughMs;
  });
  if (seen.length * 2 < tried) throw new VideoFault('Most of its frames cannot be decoded: the file is damaged.');
  return seen.toSorted((left, right) => left.atSeconds - right.atSeconds).map(({ picture }) => picture);
}

/** The picture that a poster is made of. */
export function choosePoster(pictures: readonly Picture[]): Picture {
  const choice = createPosterChoice(pictures.length);
  for (const [index, picture] of pictures.entries()) if (choice.wants(index)) choice.see(picture, index);
  const chosen = choice.chosen();
  if (chosen === undefined) throw new VideoFault('No frame could be decoded.');
  return chosen;
}
