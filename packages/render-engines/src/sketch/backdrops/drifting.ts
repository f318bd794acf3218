import { adjustHex, withAlpha } from '../colour.ts';
import { unitHash } from '../prng.ts';
import { type Layer, prepared, type Stage, stageRandom } from './stage.ts';

/** Small leaves or petals carried by the wind, turning as they go. */
export function leavesLayer(stage: Stage, kind: 'leaf' | 'petal'): Layer {
  const { width, height, unit, setting } = stage;
  const side = stageRandom(setting, 'leaves').chance(0.5) ? 1 : -1;
  const tones =
    kind === 'leaf'
      ? [
          setting.palette.accent,
          adjustHex(setting.palette.accent, { lightness: 0.8 }),
          adjustHex(setting.palette.accent, { lightness: 1.1, turn: 0.4 }),
        ]
      : ['#ffd9e4', '#ffc2d4', '#fff0f4'];
  const sprites = tones.map((tone) =>
    prepared(24, 24, (ctx) => {
      ctx.fillStyle = tone;
      ctx.beginPath();
      ctx.moveTo(2, 12);
      ctx.quadraticCurveTo(11, kind === 'leaf' ? 1 : 3, 22, 12);
      ctx.quadraticCurveTo(11, kind === 'leaf' ? 23 : 20, 2, 12);
      ctx.fill();
    }),
  );
  const spanX = width * 1.3;
  const spanY = height * 1.2;
  return {
    draw(ctx, view) {
      for (let i = 0; i < 64; i++) {
        const near = unitHash(i, 31) ** 2;
        const speed = (34 + 90 * near) * unit * setting.pace;
        const fallen = unitHash(i, setting.seed + 31) * spanY + view.seconds * speed * 0.55;
        const y = (fallen % spanY) - height * 0.1 + Math.sin(view.seconds * 1.4 + i) * 9 * unit;
        const raw = unitHash(i, setting.seed + 32) * spanX + side * view.seconds * speed;
        const x = (((raw % spanX) + spanX) % spanX) - width * 0.15;
        const size = unit * (5 + 15 * near);
        const turn = view.seconds * (1 + unitHash(i, 33) * 2) * side + i;
        ctx.save();
        ctx.translate(x, y);
        ctx.rotate(turn);
        // Seen edge-on and flat in turn.
        ctx.scale(1, 0.25 + 0.75 * Math.abs(Math.cos(turn * 1.7)));
        ctx.globalAlpha = 0.55 + 0.45 * near;
        const sprite = sprites[i % sprites.length];
        if (sprite !== undefined) ctx.drawImage(sprite, -size / 2, -size / 2, size, size);
        ctx.restore();
      }
    },
  };
}

/** A soft dot of light. */
function glowSprite(colour: string): ReturnType<typeof prepared> {
  return prepared(48, 48, (ctx) => {
    const soft = ctx.createRadialGradient(24, 24, 0, 24, 24, 24);
    soft.addColorStop(0, '#ffffff');
    soft.addColorStop(0.14, withAlpha(colour, 0.95));
    soft.addColorStop(0.4, withAlpha(colour, 0.28));
    soft.addColorStop(1, withAlpha(colour, 0));
    ctx.fillStyle = soft;
    ctx.fillRect(0, 0, 48, 48);
  });
}

/** Fireflies: lights that wander in small loops and breathe. */
export function firefliesLayer(stage: Stage, colour: string, top: number): Layer {
  const { width, height, unit, setting } = stage;
  const sprite = glowSprite(colour);
  return {
    draw(ctx, view) {
      ctx.globalCompositeOperation = 'lighter';
      for (let i = 0; i < 46; i++) {
        const seed = setting.seed + i;
        const t = view.seconds * (0.25 + 0.3 * unitHash(i, 41)) * setting.pace + unitHash(i, 42) * 40;
        const x = unitHash(seed, 43) * width + Math.sin(t * 1.3 + i) * 46 * unit + Math.sin(t * 2.9) * 13 * unit;
        const y = top + unitHash(seed, 44) * (height - top) + Math.cos(t * 1.7 + i * 2) * 26 * unit;
        const glow = Math.max(0, Math.sin(view.seconds * (0.9 + unitHash(i, 45)) + i * 1.7)) ** 0.8;
        const size = unit * (9 + 20 * unitHash(i, 46) ** 2);
        ctx.globalAlpha = glow * 0.9;
        ctx.drawImage(sprite, x - size / 2, y - size / 2, size, size);
      }
      ctx.globalAlpha = 1;
      ctx.globalCompositeOperation = 'source-over';
    },
  };
}

/** Sparks that rise, waver and go out. */
export function embersLayer(stage: Stage, count: number): Layer {
  const { width, height, unit, setting } = stage;
  const sprite = glowSprite(setting.palette.accent);
  return {
    draw(ctx, view) {
      ctx.globalCompositeOperation = 'lighter';
      for (let i = 0; i < count; i++) {
        const lifeSeconds = 2.2 + 3 * unitHash(i, 51);
        const life = view.seconds / lifeSeconds + unitHash(i, 52);
        const lap = Math.floor(life);
        const age = life - lap;
        const key = i + lap * 733;
        const x =
          unitHash(key, setting.seed + 53) * width +
          Math.sin(age * 7 + i) * 24 * unit +
          age * 40 * unit * (unitHash(key, 54) - 0.3);
        const y = height * (1.03 - age * (0.5 + 0.6 * unitHash(key, 55)));
        const flicker = 0.6 + 0.4 * Math.sin(view.seconds * 13 + i * 5);
        const size = unit * (5 + 14 * unitHash(key, 56) ** 3) * (1 - age * 0.5);
        ctx.globalAlpha = Math.sin(Math.PI * Math.min(1, age * 1.15)) * flicker;
        ctx.drawImage(sprite, x - size / 2, y - size / 2, size, size);
      }
      ctx.globalAlpha = 1;
      ctx.globalCompositeOperation = 'source-over';
    },
  };
}
