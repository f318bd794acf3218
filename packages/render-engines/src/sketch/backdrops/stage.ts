import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { rampAt } from '../colour.ts';
import { easeCamera, mix } from '../easing.ts';
import type { SceneSetting } from '../plan/sketch-plan.ts';
import { type Random, seededRandom } from '../prng.ts';
import { type FrameBox, placeLight } from './place-light.ts';

/** How far the middle of the sun or moon stays from the type, units. */
export const lightClearance = 78;

/** The frame of a scene and what all its layers share. Lengths in pixels. */
export interface Stage {
  readonly width: number;
  readonly height: number;
  /** One 480th of the smaller side: strokes and particles are sized in it, so that every resolution looks alike. */
  readonly unit: number;
  /** Where earth or water meets the sky. */
  readonly horizon: number;
  /** Where the sun, the moon or the lamp stands. */
  readonly light: { readonly x: number; readonly y: number };
  readonly setting: SceneSetting;
  /** How much wider than the frame a moving layer is drawn, on each side. */
  readonly margin: number;
  readonly durationSeconds: number;
}

/** The moment a layer is drawn for. */
export interface View {
  /** Since the scene began. */
  readonly seconds: number;
  /** 0 at the scene's first frame, 1 at its last. */
  readonly progress: number;
  /** Where the camera is, for a layer at depth 1. */
  readonly travelX: number;
  readonly travelY: number;
  readonly zoom: number;
}

/** Something that can draw itself for any moment. What does not move is prepared when it is made. */
export interface Layer {
  draw(ctx: SKRSContext2D, view: View): void;
}

/** Makes the layers of a backdrop from back to front. */
export type Backdrop = (stage: Stage) => Layer[];

/** @param type where the scene's words stand, so that its light can stand elsewhere */
export function createStage(
  width: number,
  height: number,
  setting: SceneSetting,
  durationSeconds: number,
  type: FrameBox | null,
): Stage {
  const random = stageRandom(setting, 'stage');
  const horizonShare = random.between(0.6, 0.72);
  // The light stands where the type does not: figures are seen against it, and words need no shade.
  const side = setting.figureSide !== 0 ? setting.figureSide : random.chance(0.5) ? 1 : -1;
  const low = setting.time === 'dawn' || setting.time === 'dusk';
  const horizon = height * horizonShare;
  const unit = Math.min(width, height) / 480;
  const wish = {
    // A lighthouse takes the free side for itself, and the sun or moon stands near the middle.
    x: width * (0.5 + side * (setting.figure === 'lighthouse' ? -0.04 : random.between(0.14, 0.3))),
    y: low ? horizon - height * random.between(0.05, 0.16) : height * random.between(0.16, 0.3),
  };
  return {
    width,
    height,
    unit,
    horizon,
    light: placeLight(wish, type, unit * lightClearance, { width, bottom: horizon }),
    setting,
    margin: Math.ceil(width * 0.16),
    durationSeconds,
  };
}

/** The numbers of one layer, independent of every other. */
export function stageRandom(setting: SceneSetting, label: string): Random {
  return seededRandom(setting.seed).fork(label);
}

export function viewAt(stage: Stage, seconds: number): View {
  const progress = stage.durationSeconds <= 0 ? 0 : Math.min(1, Math.max(0, seconds / stage.durationSeconds));
  const { camera } = stage.setting;
  // Longer scenes travel farther, up to what the margin holds.
  const reach = Math.min(1.5, 0.6 + stage.durationSeconds * 0.14);
  const eased = easeCamera(progress);
  return {
    seconds,
    progress,
    travelX: camera.travelX * stage.width * reach * (eased - 0.5),
    travelY: camera.travelY * stage.height * reach * (eased - 0.5),
    zoom: mix(camera.zoomFrom, camera.zoomTo, eased),
  };
}

/** Draws with the camera applied for a layer at a depth: 0 far away and still, 1 near. */
export function atDepth(ctx: SKRSContext2D, stage: Stage, view: View, depth: number, draw: () => void): void {
  const zoom = 1 + (view.zoom - 1) * (0.3 + depth * 0.9);
  ctx.save();
  ctx.translate(stage.width / 2, stage.height * 0.55);
  ctx.scale(zoom, zoom);
  ctx.translate(-stage.width / 2 - view.travelX * depth, -stage.height * 0.55 - view.travelY * depth);
  draw();
  ctx.restore();
}

/** A canvas for something prepared once. */
export function prepared(width: number, height: number, paint: (ctx: SKRSContext2D) => void): Canvas {
  const canvas = createCanvas(Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(height)));
  paint(canvas.getContext('2d'));
  return canvas;
}

/** The colour of the sky at a height in the frame. */
export function skyColourAt(stage: Stage, y: number): string {
  return rampAt(stage.setting.palette.sky, y / skyBottom(stage));
}

/** Where the sky's ramp ends. */
export function skyBottom(stage: Stage): number {
  const { world } = stage.setting;
  return world === 'underwater' || world === 'space' || world === 'room' || world === 'fire' || world === 'clouds'
    ? stage.height
    : stage.horizon + stage.height * 0.02;
}

/** The colour at the horizon. */
export function horizonColour(stage: Stage): string {
  return rampAt(stage.setting.palette.sky, 1);
}
