import { adjustHex, mixHex, parseHex, toHex, toOklab, fromOklab } from '../colour.ts';
import type { Season, TimeOfDay, Weather } from '../lexicon/conditions.ts';
import { type Palette, type PaletteKey, palettes } from '../lexicon/palettes.ts';
import type { World } from './sketch-plan.ts';
import { seededRandom } from '../prng.ts';

/** Around a picture of the person's own nothing is tinted. */
export const pictureFrame: Palette = {
  sky: [
    [0, '#34363b'],
    [1, '#8a8d94'],
  ],
  light: '#f6f4ef',
  near: '#0b0c0e',
  accent: '#f6f4ef',
};

/** Which family of palettes suits a scene. */
export function paletteKeyFor(
  world: World,
  time: TimeOfDay,
  weather: readonly Weather[],
  season: Season | null,
): PaletteKey {
  if (world === 'underwater' || world === 'space' || world === 'fire' || world === 'room') return world;
  if (world === 'ink' || world === 'ribbons' || world === 'lights' || world === 'cutouts')
    return time === 'night' ? 'night' : 'abstract';
  if (weather.includes('storm')) return 'storm';
  if (time === 'night') return 'night';
  if (weather.includes('snow')) return time === 'day' ? 'snow' : time;
  if (time === 'dusk' || time === 'dawn') return time;
  if (weather.includes('rain') || weather.includes('fog')) return world === 'forest' ? 'forest' : 'overcast';
  if (world === 'desert' || world === 'forest') return season === 'autumn' ? 'autumn' : world;
  return season ?? 'day';
}

/**
 * A palette for a scene. `filmSeed` picks within the family, so that scenes of the same kind in a clip match; `sceneSeed`
 * turns its hues a little. A colour named in the text becomes the accent and tints the sky.
 */
export function paletteFor(key: PaletteKey, filmSeed: number, sceneSeed: number, colours: readonly string[]): Palette {
  const base = seededRandom(filmSeed).fork(key).pick(palettes[key]);
  const random = seededRandom(sceneSeed).fork('hue');
  const turn = random.between(-0.1, 0.1);
  const tint = colours[0];
  const sky = base.sky.map(([at, colour]): readonly [number, string] => {
    const turned = adjustHex(colour, { turn });
    return [at, tint === undefined ? turned : tinted(turned, tint, 0.3)];
  });
  return {
    sky,
    light: base.light,
    near: tint === undefined ? base.near : mixHex(base.near, adjustHex(tint, { lightness: 0.35 }), 0.2),
    accent: tint ?? base.accent,
  };
}

/** Leans a colour's hue towards another and keeps its lightness, so that the picture's light stays as it was. */
function tinted(colour: string, towards: string, share: number): string {
  const [lightness, a, b] = toOklab(parseHex(colour));
  const [, ta, tb] = toOklab(parseHex(towards));
  const strength = 0.75;
  return toHex(fromOklab([lightness, a + (ta * strength - a) * share, b + (tb * strength - b) * share]));
}
