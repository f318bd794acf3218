import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { mixHex, withAlpha } from '../colour.ts';
import { subjects, type Subject } from '../lexicon/subjects.ts';
import type { World } from '../plan/sketch-plan.ts';
import { unitHash } from '../prng.ts';
import { fontForCluster } from '../type/font-order.ts';
import type { FontRegistry } from '../type/font-registry.ts';
import { figureShapes, type FigureTones } from './figure-shapes.ts';
import { lighthouseLayer } from './lighthouse.ts';
import { crestOf, groundColour, type RidgeShape, ridgeLayer } from './ridges.ts';
import { atDepth, horizonColour, type Layer, type Stage, stageRandom, type View } from './stage.ts';
import { swellAt } from './water.ts';

/** How many layers stay in front of a figure, by world. */
const layersInFront: Partial<Record<World, number>> = {
  sea: 1,
  lake: 1,
  forest: 2,
  mountains: 1,
  meadow: 1,
  desert: 1,
  city: 1,
  underwater: 2,
  clouds: 1,
  space: 0,
};

/** Puts the subject of a scene among its layers. */
export function withFigure(stage: Stage, layers: readonly Layer[], fonts: FontRegistry): Layer[] {
  const { figure, world } = stage.setting;
  const subject = subjects.find((entry) => entry.figure === figure);
  if (subject === undefined) return [...layers];
  const at = layers.length - (layersInFront[world] ?? 1);
  return [...layers.slice(0, at), ...figureLayers(stage, subject, fonts), ...layers.slice(at)];
}

function figureLayers(stage: Stage, subject: Subject, fonts: FontRegistry): Layer[] {
  if (subject.figure === 'lighthouse') return [lighthouseLayer(stage)];
  if (subject.figure === 'birds') return [flockLayer(stage)];
  const draw = figureDrawer(stage, subject, fonts);
  switch (subject.motion) {
    case 'walk':
    case 'stand':
    case 'ride':
      return groundedFigure(stage, subject, draw);
    case 'sail':
      return [sailingFigure(stage, subject, draw)];
    default:
      return [floatingFigure(stage, subject, draw)];
  }
}

type DrawFigure = (ctx: Parameters<Layer['draw']>[0], size: number, seconds: number) => void;

function tonesOf(stage: Stage, subject: Subject): FigureTones {
  const { palette } = stage.setting;
  const colourful = subject.figure === 'fox' ? mixHex(palette.accent, '#b8501f', 0.35) : palette.accent;
  return {
    // In space there is no horizon to stand against, so a figure carries its own light.
    body:
      stage.setting.world === 'space'
        ? mixHex(palette.near, palette.light, 0.5)
        : mixHex(palette.near, colourful, subject.figure === 'fox' ? 0.8 : 0.1),
    shade: mixHex(palette.near, colourful, subject.figure === 'fox' ? 0.4 : 0),
    light: mixHex(palette.light, horizonColour(stage), 0.2),
    accent: palette.accent,
  };
}

/** Draws a figure with its foot at the origin, facing left. */
function figureDrawer(stage: Stage, subject: Subject, fonts: FontRegistry): DrawFigure {
  const tones = tonesOf(stage, subject);
  const shape = figureShapes[subject.figure];
  if (shape !== undefined) return (ctx, size, seconds) => shape(ctx, size, seconds, tones);
  const cut = cutFromEmoji(
    subject.figure,
    tones,
    fonts,
    Math.ceil(Math.min(stage.width, stage.height) * subject.size * 1.6),
  );
  if (cut === null) return () => {};
  return (ctx, size) => {
    const width = (size * cut.width) / cut.height;
    ctx.drawImage(cut, -width / 2, -size, width, size);
  };
}

/** The outline of an emoji in one tone, with a trace of its inner drawing left. Cropped to what is drawn. */
function cutFromEmoji(emoji: string, tones: FigureTones, fonts: FontRegistry, size: number): Canvas | null {
  const font = fontForCluster(emoji, []);
  if (font === null) return null;
  const whole = createCanvas(size * 2, size * 2);
  const pen = whole.getContext('2d');
  pen.font = fonts.cssFont(font, size);
  pen.fillText(emoji, size * 0.3, size * 1.4);
  pen.globalCompositeOperation = 'source-atop';
  pen.fillStyle = withAlpha(tones.body, 0.88);
  pen.fillRect(0, 0, size * 2, size * 2);
  const { data } = pen.getImageData(0, 0, size * 2, size * 2);
  let [left, top, right, bottom] = [size * 2, size * 2, 0, 0];
  for (let y = 0; y < size * 2; y++) {
    for (let x = 0; x < size * 2; x++) {
      if ((data[(y * size * 2 + x) * 4 + 3] ?? 0) < 40) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (right <= left || bottom <= top) return null;
  const cut = createCanvas(right - left + 1, bottom - top + 1);
  cut.getContext('2d').drawImage(whole, -left, -top);
  return cut;
}

/** Where a figure enters the frame we see it in: on the side that the type leaves free, with room ahead of it. */
function startShare(stage: Stage, goesRight: boolean, chance: number): number {
  const { figureSide } = stage.setting;
  if (figureSide === 0) return goesRight ? 0.24 + chance * 0.14 : 0.62 + chance * 0.14;
  const middle = figureSide > 0 ? 0.72 : 0.28;
  return middle + (goesRight ? -0.1 : 0.1) + (chance - 0.5) * 0.08;
}

/** On a rise of its own in the middle ground: walking across, riding through, or standing there. */
function groundedFigure(stage: Stage, subject: Subject, draw: DrawFigure): Layer[] {
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
    ctx.translate(x, foot - steps * own * 0.03);
    if (subject.motion !== 'stand') ctx.rotate(Math.atan(slope) * 0.8 + (steps - 0.5) * 0.02);
    if (goesRight && subject.motion !== 'stand') ctx.scale(-1, 1);
    draw(ctx, own, seconds);
  }
  return subject.motion === 'ride' ? [figure, ridgeLayer(stage, rise)] : [ridgeLayer(stage, rise), figure];
}

function sailingFigure(stage: Stage, subject: Subject, draw: DrawFigure): Layer {
  const { width, height, horizon, setting } = stage;
  const random = stageRandom(setting, 'figure');
  const size = Math.min(width, height) * subject.size;
  const goesRight = random.chance(0.5);
  const startX = startShare(stage, goesRight, random.next());
  const still = setting.world === 'lake';
  const y = horizon + (height - horizon) * (still ? 0.3 : 0.4);
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, 0.55, () => {
        const x = width * startX + view.seconds * width * 0.018 * setting.pace * (goesRight ? 1 : -1);
        const lift = still ? 0 : swellAt(stage, x, view.seconds, 0.9);
        const slope = still
          ? 0
          : (swellAt(stage, x + 10, view.seconds, 0.9) - swellAt(stage, x - 10, view.seconds, 0.9)) / 20;
        const rock = -Math.atan(slope) * 1.3 + Math.sin(view.seconds * 1.1) * (still ? 0.012 : 0.035);
        // What it darkens of the water under it.
        ctx.save();
        ctx.translate(x, y - lift + size * 0.05);
        ctx.scale(goesRight ? -1 : 1, -0.55);
        ctx.rotate(-rock);
        ctx.globalAlpha = 0.3;
        draw(ctx, size, view.seconds);
        ctx.restore();
        ctx.translate(x, y - lift);
        ctx.rotate(rock);
        ctx.scale(goesRight ? -1 : 1, 1);
        draw(ctx, size, view.seconds);
      });
    },
  };
}

/** In the air or the water: flying across, rising, or hanging there; some come as a small company. */
function floatingFigure(stage: Stage, subject: Subject, draw: DrawFigure): Layer {
  const { width, height, setting } = stage;
  const random = stageRandom(setting, 'figure');
  const size = Math.min(width, height) * subject.size;
  const many = setting.several || ['jellyfish', '🐟', '🦋'].includes(subject.figure);
  const goesRight = random.chance(0.5);
  const company = Array.from({ length: many ? 5 : 1 }, (_, i) => ({
    scale: i === 0 ? 1 : random.between(0.3, 0.62),
    x: i === 0 ? startShare(stage, goesRight, random.next()) : random.between(0.08, 0.92),
    y: i === 0 ? random.between(0.52, 0.62) : random.between(0.28, 0.75),
    phase: random.between(0, 9),
  })).sort((a, b) => a.scale - b.scale);
  const across = subject.motion === 'fly' ? 0.05 : subject.motion === 'swim' ? 0.035 : 0.008;
  const upward =
    subject.motion === 'rise' ? (subject.figure === '🚀' ? 0.06 : 0.018) : subject.motion === 'drift' ? 0.012 : 0;
  return {
    draw(ctx, view) {
      for (const one of company) {
        atDepth(ctx, stage, view, 0.3 + one.scale * 0.4, () => {
          const sway = Math.sin(view.seconds * 0.8 * setting.pace + one.phase);
          const x =
            width * (one.x + (goesRight ? 1 : -1) * across * one.scale * view.seconds * setting.pace) +
            sway * size * 0.05;
          const y =
            height * (one.y - upward * one.scale * view.seconds) +
            Math.cos(view.seconds * 0.7 + one.phase) * size * 0.06 +
            size * one.scale * 0.5;
          ctx.globalAlpha = 0.55 + 0.45 * one.scale;
          ctx.translate(x, y);
          ctx.rotate(sway * (subject.motion === 'swim' ? 0.06 : 0.03));
          if (goesRight && subject.motion !== 'rise') ctx.scale(-1, 1);
          draw(ctx, size * one.scale, view.seconds + one.phase);
        });
      }
    },
  };
}

/** A loose flock on the wing, each bird two strokes that beat. */
function flockLayer(stage: Stage): Layer {
  const { width, height, unit, setting } = stage;
  const random = stageRandom(setting, 'flock');
  const goesRight = random.chance(0.5);
  const birds = Array.from({ length: 11 }, (_, i) => ({
    x: (i % 2 === 0 ? 1 : -1) * Math.ceil(i / 2) * 0.034 + random.between(-0.015, 0.015),
    y: Math.ceil(i / 2) * 0.022 + random.between(-0.012, 0.012),
    size: unit * random.between(11, 19),
    phase: unitHash(i, setting.seed) * 9,
  }));
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, 0.4, () => {
        const leadX =
          width * (goesRight ? 0.26 : 0.74) + view.seconds * width * 0.045 * setting.pace * (goesRight ? 1 : -1);
        const leadY = height * 0.3 + Math.sin(view.seconds * 0.5) * height * 0.02 - view.seconds * height * 0.006;
        ctx.strokeStyle = mixHex(setting.palette.near, horizonColour(stage), 0.15);
        ctx.lineCap = 'round';
        for (const bird of birds) {
          const beat = Math.sin(view.seconds * 7 * setting.pace + bird.phase);
          const x = leadX + bird.x * width;
          const y = leadY + bird.y * height + beat * unit * 1.5;
          ctx.lineWidth = bird.size * 0.15;
          ctx.beginPath();
          ctx.moveTo(x - bird.size, y - beat * bird.size * 0.42);
          ctx.quadraticCurveTo(x - bird.size * 0.45, y - bird.size * (0.3 + beat * 0.25), x, y);
          ctx.quadraticCurveTo(
            x + bird.size * 0.45,
            y - bird.size * (0.3 + beat * 0.25),
            x + bird.size,
            y - beat * bird.size * 0.42,
          );
          ctx.stroke();
        }
      });
    },
  };
}
