import type { Palette } from '../lexicon/palettes.ts';
import type { PlaceWorld } from '../lexicon/places.ts';
import type { Season, TimeOfDay, Weather } from '../lexicon/conditions.ts';
import type { TypeVoice } from '../type/font-order.ts';

/** Worlds for words that name no place. */
export const abstractWorlds = ['ink', 'ribbons', 'lights', 'cutouts'] as const;
export type World = PlaceWorld | (typeof abstractWorlds)[number];

export const entrances = ['rise', 'fade', 'focus', 'reveal', 'gather'] as const;
/** How words arrive. */
export type Entrance = (typeof entrances)[number];

export const transitionStyles = ['dissolve', 'wipe', 'push', 'iris', 'ink', 'cut'] as const;
export type TransitionStyle = (typeof transitionStyles)[number];

/** How the camera moves through a scene, in shares of the frame. */
export interface CameraMove {
  /** Sideways travel of the nearest layer: positive goes to the right. */
  readonly travelX: number;
  readonly travelY: number;
  /** Size at the start and at the end, 1 is the whole frame. */
  readonly zoomFrom: number;
  readonly zoomTo: number;
}

/** What decides the picture of a scene. */
export interface SceneSetting {
  readonly world: World;
  readonly time: TimeOfDay;
  readonly weather: readonly Weather[];
  readonly season: Season | null;
  readonly magical: boolean;
  /** 0.4 calm to 1.6 lively: multiplies the pace of what moves by itself. */
  readonly pace: number;
  readonly palette: Palette;
  /** Figure of the subject, null where none is named or fits. */
  readonly figure: string | null;
  /** More than one of it. */
  readonly several: boolean;
  /** The side of the frame that the type leaves to the figure: -1 left, 1 right, 0 either. */
  readonly figureSide: -1 | 0 | 1;
  readonly camera: CameraMove;
  readonly seed: number;
}

export interface ScenePlan {
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  /** What is set as type; empty for a scene without words. */
  readonly text: string;
  readonly entrance: Entrance;
  readonly placement: { readonly align: 'start' | 'centre'; readonly vertical: number };
  readonly setting: SceneSetting;
  /** How this scene takes over from the one before; null for the first. */
  readonly transition: { readonly style: TransitionStyle; readonly frames: number; readonly seed: number } | null;
}

export type SketchWarning = 'missing_glyphs' | 'text_shortened';

/** A whole clip, decided before anything is drawn. Plain data: the same plan always draws the same frames. */
export interface SketchPlan {
  readonly kind: 'text_to_video' | 'image_to_video';
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frameCount: number;
  readonly seed: number;
  readonly voice: TypeVoice;
  readonly scenes: readonly ScenePlan[];
  /** How many characters no bundled font draws; they were left out. */
  readonly missingGlyphs: number;
}

/** What a sketch is made from: a job's resolved input, with the model's own options. */
export interface SketchInput {
  readonly kind: 'text_to_video' | 'image_to_video';
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly num_frames: number;
  readonly fps: number;
  /** 0 to 2^32 - 1. */
  readonly seed: number;
  /** Shown instead of the prompt's own words. */
  readonly title?: string;
  /** Whether words are set over the picture. */
  readonly showText: boolean;
  readonly transitions: 'auto' | 'dissolve' | 'cut';
}
