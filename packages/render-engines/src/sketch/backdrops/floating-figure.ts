import type { Subject } from '../lexicon/subjects.ts';
import { mixHex } from '../colour.ts';
import { unitHash } from '../prng.ts';
import { type DrawFigure, startShare } from './figure-drawing.ts';
import { atDepth, horizonColour, type Layer, type Stage, stageRandom } from './stage.ts';
import { swellAt } from './water.ts';

/** On the water: lifted and rocked by the swell, with a dark trace of itself below. */
export function sailingFigure(stage: Stage, subject: Subject, draw: DrawFigure): Layer {
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
export function floatingFigure(stage: Stage, subject: Subject, draw: DrawFigure): Layer {
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
export function flockLayer(stage: Stage): Layer {
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
