import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { backdropLayers, weatherLayers } from './backdrops/backdrop.ts';
import { distanceTo } from './backdrops/place-light.ts';
import { createStage, type Layer, lightClearance, type Stage, viewAt } from './backdrops/stage.ts';
import { vignetteLayer } from './backdrops/vignette.ts';
import { withFigure } from './backdrops/figure-layer.ts';
import type { ScenePlan, SketchPlan, World } from './plan/sketch-plan.ts';
import type { FontRegistry } from './type/font-registry.ts';
import { type LitPlace, typeColours } from './type/legibility.ts';
import { createTypeLayer, type TypeLayer } from './type/type-layer.ts';
import { type TypeBlock, typeset } from './type/typeset.ts';

/** One scene, ready to be drawn for any of its moments. */
export interface ScenePainter {
  /** @param frame of the clip; may lie after the scene's end while the next one takes over */
  draw(ctx: SKRSContext2D, frame: number): void;
  /** Some words did not fit and were left out. */
  readonly shortened: boolean;
}

/** What fills the frame behind the type. */
export type PaintBackdrop = (ctx: SKRSContext2D, seconds: number) => void;

export function createScenePainter(
  plan: SketchPlan,
  index: number,
  fonts: FontRegistry,
  picture: PaintBackdrop | null,
): ScenePainter {
  const scene = plan.scenes[index];
  if (scene === undefined) throw new Error(`There is no scene ${index}.`);
  const tailFrames = plan.scenes[index + 1]?.transition?.frames ?? 0;
  const { width, height, voice } = plan;
  const { text, placement } = scene;
  const block = text === '' ? null : typeset({ text, voice, width, height, placement, fonts });
  const backdrop =
    picture === null ? backdropOf(plan, scene, tailFrames, block, fonts) : { paint: picture, litPlace: null };
  const { paint } = backdrop;
  const isLast = index === plan.scenes.length - 1;
  const type = block === null ? null : typeOf(plan, scene, block, isLast, fonts, backdrop);
  return {
    shortened: block?.shortened ?? false,
    draw(ctx, frame) {
      const seconds = (frame - scene.startFrame) / plan.fps;
      paint(ctx, seconds);
      type?.draw(ctx, seconds);
    },
  };
}

interface SceneBackdrop {
  readonly paint: PaintBackdrop;
  /** The sun or moon, where there is one. */
  readonly litPlace: LitPlace | null;
}

/** Worlds without a light in the sky. */
const unlit: readonly World[] = ['underwater', 'space', 'fire', 'room', 'ink', 'ribbons', 'lights', 'cutouts'];

function backdropOf(
  plan: SketchPlan,
  scene: ScenePlan,
  tailFrames: number,
  block: TypeBlock | null,
  fonts: FontRegistry,
): SceneBackdrop {
  const durationSeconds = (scene.endFrame - scene.startFrame + tailFrames) / plan.fps;
  const stage: Stage = createStage(plan.width, plan.height, scene.setting, durationSeconds, block?.box ?? null);
  const layers: Layer[] = [
    ...withFigure(stage, backdropLayers(stage), fonts),
    ...weatherLayers(stage),
    vignetteLayer(stage),
  ];
  const paint: PaintBackdrop = (ctx, seconds) => {
    const view = viewAt(stage, seconds);
    for (const layer of layers) {
      ctx.save();
      layer.draw(ctx, view);
      ctx.restore();
    }
  };
  // A light that the type could not be kept clear of is shaded with everything else.
  const isClear = block === null || distanceTo(block.box, stage.light) >= stage.unit * lightClearance * 0.8;
  const isLit = isClear && !unlit.includes(scene.setting.world);
  const litPlace = isLit ? { ...stage.light, radius: stage.unit * 130 } : null;
  return { paint, litPlace };
}

function typeOf(
  plan: SketchPlan,
  scene: ScenePlan,
  block: TypeBlock,
  isLast: boolean,
  fonts: FontRegistry,
  { paint, litPlace }: SceneBackdrop,
): TypeLayer {
  const { width, height } = plan;
  const seconds = (scene.endFrame - scene.startFrame) / plan.fps;
  const pictures = [0.15, 0.5, 0.85].map((share) => {
    const canvas = createCanvas(width, height);
    paint(canvas.getContext('2d'), seconds * share);
    return canvas;
  });
  const startSeconds =
    scene.transition === null ? Math.min(0.2, seconds * 0.1) : (scene.transition.frames / plan.fps) * 0.55;
  return createTypeLayer({
    block,
    entrance: scene.entrance,
    timing: { startSeconds, endSeconds: isLast ? seconds + 3600 : seconds },
    colours: typeColours(pictures, block, { width, height }, scene.setting.palette),
    fonts,
    frame: { width, height },
    litPlace,
  });
}
