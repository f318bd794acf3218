import type { Picture } from '../picture.ts';
import { brightnessAt } from './picture-change.ts';

/** Where in a video a poster is looked for, best place first. Fades from black are common at both ends. */
const places = [1 / 3, 1 / 2, 2 / 3, 1 / 6, 5 / 6] as const;
/** Mean brightness below which a picture is called black. */
const blackBelow = 20;

/** Chooses the poster of a video: the picture of the best place that is not black, else the brightest. */
export function createPosterChoice(numFrames: number): {
  wants: (frameIndex: number) => boolean;
  see: (picture: Picture, frameIndex: number) => void;
  chosen: () => Picture | undefined;
} {
  const frameOfPlace = places.map((place) => Math.min(numFrames - 1, Math.floor(numFrames * place)));
  let chosen: { picture: Picture; rank: number } | undefined;
  return {
    wants: (frameIndex) => frameOfPlace.includes(frameIndex),
    see(picture, frameIndex) {
      const brightness = meanBrightness(picture);
      const place = frameOfPlace.indexOf(frameIndex);
      // Lower is better; every black picture ranks behind every other.
      const rank = brightness >= blackBelow ? place : 1_000 - brightness;
      if (chosen === undefined || rank < chosen.rank) chosen = { picture, rank };
    },
    chosen: () => chosen?.picture,
  };
}

function meanBrightness(picture: Picture): number {
  const step = 4 * 7;
  let sum = 0;
  let count = 0;
  for (let offset = 0; offset < picture.rgba.length; offset += step) {
    sum += brightnessAt(picture.rgba, offset);
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
