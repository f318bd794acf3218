import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { mixHex, withAlpha } from '../colour.ts';
import type { Subject } from '../lexicon/subjects.ts';
import { type DrawFigure, startShare } from './figure-drawing.ts';
import { figureShapes } from './figure-shapes.ts';
import { crestOf, groundColour, type RidgeShape, ridgeLayer } from './ridges.ts';
import { atDepth, horizonColour, type Layer, type Stage, stageRandom, type View } from './stage.ts';

/** On a rise of its own in the middle ground: walking across, riding through, or standing there. */
export function groundedFigure(stage: Stage, subject: Subject, draw: DrawFigure): Layer[] {
  const { width, height, setting, unit } = stage;
  const random = stageRandom(setting, 'figure');
  const rise: RidgeShape = {
    label: 'rise',
    depth: 0.78,
    baseY: height * 0.93,
    height: height * 0.17,
    wavelength: width * 0.62,
    octaves: 2,
    sharpness: 1,
  };
  const crest = crestOf(stage, rise);
  const size = Math.min(width, height) * subject.size;
  const goesRight = random.chance(0.5);
  const startX = startShare(stage, goesRight, random.next());
  const shareASecond = subject.motion === 'ride' ? 0.2 : 0.042 * setting.pace;
  const ground = groundColour(stage, 0.78);
  const haze = hazeBehind(stage);
  // The others follow: smaller or larger, each in its own step.
  const followers = setting.several && subject.motion === 'walk' ? 3 : 1;
  const company = Array.from({ length: followers }, (_, i) => ({
    behind: i * size * 1.25 * (1 + random.between(-0.1, 0.15)) * (goesRight ? -1 : 1),
    scale: i === 0 ? 1 : random.between(0.78, 0.98),
    phase: i * 1.3,
  }));
  const figure: Layer = {
    draw(ctx, view) {
      for (const one of company) atDepth(ctx, stage, view, rise.depth, () => drawOne(ctx, view, one));
    },
  };
  function drawOne(
    ctx: Parameters<Layer['draw']>[0],
    view: View,
    one: { behind: number; scale: number; phase: number },
  ): void {
    const own = size * one.scale;
    const seconds = view.seconds + one.phase;
    const travelled =
      subject.motion === 'stand' ? 0 : view.seconds * shareASecond * width * (goesRight ? 1 : -1) + one.behind;
    const from = subject.motion === 'ride' ? (goesRight ? -0.1 : 1.1) : startX;
    const x = width * from + travelled;
    const foot = crest(x + stage.margin) + unit * 2;
    const slope = (crest(x + stage.margin + 8) - crest(x + stage.margin - 8)) / 16;
    const stepping = subject.motion === 'walk' && figureShapes[subject.figure] === undefined;
    const steps = stepping ? Math.abs(Math.sin(seconds * 5.5 * setting.pace)) : 0;
    if (subject.motion !== 'ride') {
      ctx.fillStyle = withAlpha(mixHex(ground, setting.palette.near, 0.6), 0.35);
      ctx.beginPath();
      ctx.ellipse(x, foot + unit, own * 0.5, own * 0.07, Math.atan(slope), 0, Math.PI * 2);
      ctx.fill();
    }
    if (subject.motion !== 'ride') ctx.drawImage(haze, x - own * 1.5, foot - own * 1.7, own * 3, own * 2.1);
    ctx.translate(x, foot - steps * own * 0.03);
    if (subject.motion !== 'stand') ctx.rotate(Math.atan(slope) * 0.8 + (steps - 0.5) * 0.02);
    if (goesRight && subject.motion !== 'stand') ctx.scale(-1, 1);
    draw(ctx, own, seconds);
  }
  return subject.motion === 'ride' ? [figure, ridgeLayer(stage, rise)] : [ridgeLayer(stage, rise), figure];
}

/** Light air behind a figure, so that it stands off the trees and houses at its back. */
function hazeBehind(stage: Stage): Canvas {
  const canvas = createCanvas(96, 96);
  const pen = canvas.getContext('2d');
  const strength = stage.setting.world === 'forest' || stage.setting.world === 'city' ? 0.62 : 0.22;
  const soft = pen.createRadialGradient(48, 48, 0, 48, 48, 48);
  soft.addColorStop(0, withAlpha(horizonColour(stage), strength));
  soft.addColorStop(0.5, withAlpha(horizonColour(stage), strength * 0.5));
  soft.addColorStop(1, withAlpha(horizonColour(stage), 0));
  pen.fillStyle = soft;
  pen.fillRect(0, 0, 96, 96);
  return canvas;
}
