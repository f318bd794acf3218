import { subjects } from '../lexicon/subjects.ts';
import { readWords, type Reading } from '../lexicon/read-words.ts';
import type { Mood, TimeOfDay } from '../lexicon/conditions.ts';
import { hashText, type Random, seededRandom } from '../prng.ts';
import type { TypeVoice } from '../type/font-order.ts';
import { settableText } from '../type/settable-text.ts';
import { readsRightToLeft } from '../type/text-atoms.ts';
import { joinClauses, splitClauses } from './clauses.ts';
import { planCamera, planPictureCamera } from './plan-camera.ts';
import { paletteFor, paletteKeyFor, pictureFrame } from './plan-palette.ts';
import { type TimedScene, timeScenes } from './scene-timing.ts';
import {
  abstractWorlds,
  type Entrance,
  entrances,
  type ScenePlan,
  type SceneSetting,
  type SketchInput,
  type SketchPlan,
  type TransitionStyle,
  type World,
} from './sketch-plan.ts';

/** Decides a whole clip from a job's input. Pure: the same input gives the same plan. */
export function planSketch(input: SketchInput): SketchPlan {
  const filmSeed = hashText(input.prompt, input.seed);
  const random = seededRandom(filmSeed);
  const whole = readWords(input.prompt);
  const voice = voiceFor(whole, random.fork('voice'));
  const clauses = input.kind === 'image_to_video' ? [] : splitClauses(input.prompt);
  const timed = timeScenes(clauses, input.num_frames, input.fps);
  const film = {
    seed: filmSeed,
    input,
    voice,
    whole,
    ...composition(
      random.fork('composition'),
      input.kind === 'image_to_video',
      clauses.some((clause) => readWords(clause.text).figures.length > 0),
    ),
    defaultTime: random.fork('time').pick<TimeOfDay>(['dawn', 'day', 'dusk', 'dusk', 'night']),
    abstract: random.fork('abstract').pick(abstractWorlds),
    entrance: random.fork('entrance').pick(entrances),
  };
  let missingGlyphs = 0;
  let before: SceneSetting | null = null;
  const scenes = timed.map((scene, i): ScenePlan => {
    const raw = wordsShown(input, scene, i);
    const { text, missing } = settableText(capitalised(raw), voice);
    missingGlyphs += missing;
    const setting: SceneSetting = settingOf(scene, i, film, before);
    before = setting;
    return {
      startFrame: scene.startFrame,
      endFrame: scene.endFrame,
      text,
      entrance: film.entrance,
      placement: { align: film.align, vertical: film.vertical },
      setting,
      transition: i === 0 ? null : transitionOf(timed, i, film),
    };
  });
  const { kind, width, height, fps, num_frames: frameCount, seed } = input;
  return { kind, width, height, fps, frameCount, seed, voice, scenes, missingGlyphs };
}

function wordsShown(input: SketchInput, scene: TimedScene, index: number): string {
  if (!input.showText) return '';
  if (input.title !== undefined && input.title.trim() !== '') return index === 0 ? input.title : '';
  if (input.kind === 'image_to_video') return '';
  return joinClauses(scene.clauses);
}

/** A clause that began in the middle of a sentence begins a title now. */
function capitalised(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

interface Film {
  readonly seed: number;
  readonly input: SketchInput;
  readonly whole: Reading;
  readonly align: 'start' | 'centre';
  readonly vertical: number;
  readonly defaultTime: TimeOfDay;
  readonly abstract: (typeof abstractWorlds)[number];
  readonly entrance: Entrance;
}

/** One way of setting type for the whole clip: a film has one hand. Where there are figures, the ground is left to them. */
function composition(
  random: Random,
  ofPicture: boolean,
  withFigures: boolean,
): { align: 'start' | 'centre'; vertical: number } {
  // A title on somebody's picture goes where titles go: low, out of the way.
  if (ofPicture) return { align: random.pick(['start', 'centre']), vertical: 0.95 };
  if (withFigures) {
    return random.pick<{ align: 'start' | 'centre'; vertical: number }>([
      { align: 'start', vertical: 0.06 },
      { align: 'start', vertical: 0.3 },
      { align: 'centre', vertical: 0.1 },
    ]);
  }
  return random.pick<{ align: 'start' | 'centre'; vertical: number }>([
    { align: 'start', vertical: 0.96 },
    { align: 'start', vertical: 0.5 },
    { align: 'start', vertical: 0.08 },
    { align: 'centre', vertical: 0.42 },
    { align: 'centre', vertical: 0.22 },
  ]);
}

function voiceFor(reading: Reading, random: Random): TypeVoice {
  const modern =
    reading.world === 'city' || reading.world === 'space' || reading.world === 'fire' || reading.mood === 'energetic';
  return random.chance(modern ? 0.85 : 0.22) ? 'grotesque' : 'serif';
}

function settingOf(scene: TimedScene, index: number, film: Film, before: SceneSetting | null): SceneSetting {
  const text = scene.clauses.map((clause) => clause.text).join(' ');
  const own = readWords(text === '' ? film.input.prompt : text);
  const seed = hashText(`scene ${index}`, film.seed);
  const random = seededRandom(seed);
  const world = worldOf(own, before, film);
  const season = own.season ?? before?.season ?? film.whole.season;
  const weather = own.weather.length > 0 ? own.weather : (before?.weather ?? film.whole.weather);
  const time =
    own.time ?? before?.time ?? film.whole.time ?? (weather.length > 0 || season !== null ? 'day' : film.defaultTime);
  const mood = own.mood ?? film.whole.mood;
  const pace = paceOf(mood, weather.includes('storm') || weather.includes('wind'));
  const ofPicture = film.input.kind === 'image_to_video';
  const colours = own.colours.length > 0 ? own.colours : film.whole.colours;
  return {
    world,
    time,
    weather,
    season,
    magical: mood === 'magical',
    pace,
    palette: ofPicture
      ? pictureFrame
      : paletteFor(paletteKeyFor(world, time, weather, season), film.seed, seed, colours),
    figure: figureOf(own, world, film, before),
    several: own.figures.length > 0 ? own.several : film.whole.several,
    figureSide: film.align === 'centre' ? 0 : readsRightToLeft(text) ? -1 : 1,
    camera: ofPicture
      ? planPictureCamera(film.input.prompt, random.fork('camera'))
      : planCamera(index === 0 ? film.input.prompt : text, pace, random.fork('camera')),
    seed,
  };
}

function worldOf(own: Reading, before: SceneSetting | null, film: Film): World {
  const world =
    own.world ??
    homeOf(own.figures[0]) ??
    before?.world ??
    film.whole.world ??
    homeOf(film.whole.figures[0]) ??
    film.abstract;
  // Animals of the water need water around them.
  const swims = own.figures.some((figure) => motionOf(figure) === 'swim');
  return swims && world !== 'lake' ? 'underwater' : world;
}

/** Where a subject is at home, for a text that names it and no place. */
function homeOf(figure: string | undefined): World | null {
  if (figure === undefined) return null;
  if (figure === 'lighthouse') return 'sea';
  if (figure === '🚀' || figure === '🛸') return 'space';
  const homes: Record<string, World> = {
    walk: 'meadow',
    swim: 'underwater',
    sail: 'sea',
    fly: 'clouds',
    drift: 'underwater',
    stand: 'mountains',
    rise: 'clouds',
    ride: 'mountains',
  };
  return homes[motionOf(figure)] ?? null;
}

function paceOf(mood: Mood | null, windy: boolean): number {
  const byMood = mood === 'calm' || mood === 'wistful' ? 0.65 : mood === 'energetic' || mood === 'tense' ? 1.35 : 1;
  return windy ? byMood * 1.25 : byMood;
}

function motionOf(figure: string): string {
  return subjects.find((subject) => subject.figure === figure)?.motion ?? 'stand';
}

const grounded: readonly World[] = ['forest', 'mountains', 'desert', 'meadow', 'city', 'lake'];
const open: readonly World[] = ['sea', 'lake', 'mountains', 'desert', 'meadow', 'clouds', 'city'];

/** Whether a figure can be part of a world at all. */
export function fits(figure: string, world: World): boolean {
  const motion = motionOf(figure);
  if (motion === 'swim') return world === 'underwater';
  if (motion === 'sail') return world === 'sea' || world === 'lake';
  if (motion === 'fly') return open.includes(world) || (world === 'forest' && figure !== '✈️');
  if (motion === 'rise') return figure === '🚀' ? world === 'space' || open.includes(world) : open.includes(world);
  if (motion === 'drift') return figure === '🛸' ? world === 'space' || open.includes(world) : world === 'underwater';
  if (figure === 'lighthouse') return world === 'sea';
  return grounded.includes(world);
}

function figureOf(own: Reading, world: World, film: Film, before: SceneSetting | null): string | null {
  const named = own.figures.find((figure) => fits(figure, world));
  if (named !== undefined) return named;
  if (before !== null && before.figure !== null && fits(before.figure, world)) return before.figure;
  return film.whole.figures.find((figure) => fits(figure, world)) ?? null;
}

/** A film keeps to two transitions; which ones and where is the seed's. */
function transitionOf(timed: readonly TimedScene[], index: number, film: Film): ScenePlan['transition'] {
  const random = seededRandom(hashText('transitions', film.seed));
  const pair = [
    random.pick<TransitionStyle>(['dissolve', 'ink', 'ink']),
    random.pick<TransitionStyle>(['wipe', 'push', 'iris']),
  ] as const;
  const chosen = hashText(`transition ${index}`, film.seed) % 3 === 0 ? pair[1] : pair[0];
  const style = film.input.transitions === 'auto' ? chosen : film.input.transitions;
  const lengthOf = (scene: TimedScene | undefined): number =>
    scene === undefined ? 0 : scene.endFrame - scene.startFrame;
  const shorter = Math.min(lengthOf(timed[index - 1]), lengthOf(timed[index]));
  const frames = style === 'cut' ? 0 : Math.floor(Math.min(0.75 * film.input.fps, shorter * 0.35));
  return { style: frames === 0 ? 'cut' : style, frames, seed: hashText(`transition ${index}`, film.seed) };
}
