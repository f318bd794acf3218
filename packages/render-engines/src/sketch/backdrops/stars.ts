import { atDepth, type Layer, prepared, type Stage, stageRandom } from './stage.ts';

interface Star {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly brightness: number;
  readonly phase: number;
  readonly rate: number;
}

/** A star as a soft point with a small halo, drawn once and stamped. */
function starSprite(colour: string): ReturnType<typeof prepared> {
  return prepared(32, 32, (ctx) => {
    const gradient = ctx.createRadialGradient(16, 16, 0, 16, 16, 16);
    gradient.addColorStop(0, '#ffffff');
    gradient.addColorStop(0.16, colour);
    gradient.addColorStop(0.3, `${colour}40`);
    gradient.addColorStop(1, `${colour}00`);
    ctx.fillStyle = gradient;
    ctx.fillRect(0, 0, 32, 32);
  });
}

/** Stars that twinkle, down to a height, thinning out towards it. One or two fall. */
export function starsLayer(stage: Stage, bottom: number, density: number): Layer {
  const { width, setting, unit, margin } = stage;
  const random = stageRandom(setting, 'stars');
  const sprite = starSprite(setting.palette.light);
  const count = Math.round(190 * density * Math.min(2.4, Math.max(0.5, (width * bottom) / (832 * 330 * unit * unit))));
  const stars: Star[] = Array.from({ length: count }, () => {
    const depth = random.next() ** 1.5;
    return {
      x: random.between(-margin * 0.3, width + margin * 0.3),
      y: depth * bottom,
      size: unit * (1.6 + 7 * random.next() ** 7),
      brightness: random.between(0.35, 1) * (1 - depth * 0.75),
      phase: random.between(0, Math.PI * 2),
      rate: random.between(0.7, 2.6),
    };
  });
  const fallAt = random.between(0.25, 0.65) * stage.durationSeconds;
  const fall = { x: random.between(0.2, 0.7) * width, y: random.between(0.06, 0.3) * bottom, length: width * 0.2 };
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, 0.05, () => {
        ctx.globalCompositeOperation = 'lighter';
        for (const star of stars) {
          const twinkle = 0.72 + 0.28 * Math.sin(star.phase + view.seconds * star.rate * 2);
          const size = star.size * 3.2;
          ctx.globalAlpha = star.brightness * twinkle;
          ctx.drawImage(sprite, star.x - size / 2, star.y - size / 2, size, size);
        }
        const since = (view.seconds - fallAt) / 0.7;
        if (since > 0 && since < 1) {
          const tipX = fall.x + fall.length * since;
          const tipY = fall.y + fall.length * 0.38 * since;
          const trail = ctx.createLinearGradient(tipX - fall.length * 0.45, tipY - fall.length * 0.17, tipX, tipY);
          trail.addColorStop(0, 'rgba(255,255,255,0)');
          trail.addColorStop(1, `rgba(255,255,255,${(0.9 * Math.sin(Math.PI * since)).toFixed(3)})`);
          ctx.globalAlpha = 1;
          ctx.strokeStyle = trail;
          ctx.lineWidth = 1.6 * unit;
          ctx.beginPath();
          ctx.moveTo(tipX - fall.length * 0.45, tipY - fall.length * 0.17);
          ctx.lineTo(tipX, tipY);
          ctx.stroke();
        }
      });
    },
  };
}
