import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { SketchPlan, SketchWarning } from './plan/sketch-plan.ts';
import { createScenePainter, type PaintBackdrop, type ScenePainter } from './scene-painter.ts';
import { createTransition, type Transition } from './transitions.ts';
import { createFontRegistry } from './type/font-registry.ts';

/** Draws the frames of a planned clip, in any order: each is a function of the plan and its number alone. */
export interface SketchRenderer {
  drawFrame(frame: number): void;
  readonly canvas: Canvas;
  /** What was noticed so far; complete once every scene has been drawn. */
  warnings(): SketchWarning[];
}

/**
 * @param fontsFolder the folder of the bundled fonts, absolute
 * @param picture fills the frame of an image_to_video clip; null where the plan's own backdrops are drawn
 */
export function createSketchRenderer(
  plan: SketchPlan,
  fontsFolder: string,
  picture: PaintBackdrop | null = null,
): SketchRenderer {
  const canvas = createCanvas(plan.width, plan.height);
  const ctx = canvas.getContext('2d', { alpha: false });
  const fonts = createFontRegistry(fontsFolder);
  const painters = new Map<number, ScenePainter>();
  const transitions = new Map<number, Transition>();
  let shortened = false;

  const painterFor = (index: number): ScenePainter => {
    const known = painters.get(index);
    if (known !== undefined) return known;
    const painter = createScenePainter(plan, index, fonts, picture);
    shortened ||= painter.shortened;
    painters.set(index, painter);
    return painter;
  };
  const transitionFor = (index: number): Transition => {
    const known = transitions.get(index);
    if (known !== undefined) return known;
    const planned = plan.scenes[index]?.transition;
    const transition = createTransition(planned?.style ?? 'cut', plan.width, plan.height, planned?.seed ?? 0);
    transitions.set(index, transition);
    return transition;
  };
  /** A scene holds many prepared canvases; only those in use are kept. */
  const forgetAllBut = (kept: readonly number[]): void => {
    for (const index of painters.keys()) if (!kept.includes(index)) painters.delete(index);
    for (const index of transitions.keys()) if (!kept.includes(index)) transitions.delete(index);
  };

  return {
    canvas,
    drawFrame(frame) {
      const index = sceneAt(plan, frame);
      const scene = plan.scenes[index];
      if (scene === undefined) return;
      const since = frame - scene.startFrame;
      const drawScene = (which: number) => (pen: SKRSContext2D) => painterFor(which).draw(pen, frame);
      ctx.save();
      if (scene.transition !== null && since < scene.transition.frames) {
        forgetAllBut([index - 1, index]);
        transitionFor(index).draw(
          ctx,
          (since + 1) / (scene.transition.frames + 1),
          drawScene(index - 1),
          drawScene(index),
        );
      } else {
        forgetAllBut([index]);
        drawScene(index)(ctx);
      }
      ctx.restore();
    },
    warnings: () => [
      ...(plan.missingGlyphs > 0 ? (['missing_glyphs'] as const) : []),
      ...(shortened ? (['text_shortened'] as const) : []),
    ],
  };
}

function sceneAt(plan: SketchPlan, frame: number): number {
  const index = plan.scenes.findIndex((scene) => frame < scene.endFrame);
  return index < 0 ? plan.scenes.length - 1 : index;
}
