import { mixHex, withAlpha } from '../colour.ts';
import { fractal1 } from '../noise.ts';
import { landColour } from './ridges.ts';
import { atDepth, horizonColour, type Layer, prepared, type Stage, stageRandom } from './stage.ts';

/** A lighthouse on a cliff whose beams go round. */
export function lighthouseLayer(stage: Stage): Layer {
  const { width, height, horizon, unit, setting, margin } = stage;
  const random = stageRandom(setting, 'lighthouse');
  const side = setting.figureSide !== 0 ? setting.figureSide : stage.light.x < width / 2 ? 1 : -1;
  const depth = 0.5;
  const x = width * (0.5 + side * random.between(0.24, 0.31));
  const tall = Math.min(height * 0.34, Math.min(width, height) * 0.42);
  const cliffTop = horizon - height * 0.045;
  const waterLine = horizon + height * 0.085;
  const lampY = cliffTop - tall * 0.88;
  const body = mixHex(landColour(stage, 0.85), setting.palette.near, 0.35);
  const seed = random.wholeBetween(0, 1e9);
  const stripWidth = width + margin * 2;
  const edge = (px: number): number => {
    const from = (px - margin - x) * side;
    const reach = Math.min(width, height) * 0.34;
    const drop =
      from < -reach * 0.12 ? Math.min(1, ((-from - reach * 0.12) / reach) ** 0.75) : Math.max(0, -from / reach) * 0.1;
    return (
      cliffTop +
      drop * (height * 0.17) +
      (fractal1(px / (34 * unit), seed, 4) - 0.5) * height * 0.028 * (0.3 + drop * 1.6)
    );
  };
  const strip = prepared(stripWidth, height * 1.1, (ctx) => {
    // Land above the water line, and below it what it takes from the water's light.
    const land = (): void => {
      ctx.beginPath();
      ctx.moveTo(side > 0 ? stripWidth : 0, waterLine);
      for (let i = 0; i <= stripWidth; i += 2) {
        const px = side > 0 ? stripWidth - i : i;
        const y = edge(px);
        if (y >= waterLine) {
          ctx.lineTo(px, waterLine);
          break;
        }
        ctx.lineTo(px, y);
      }
      ctx.closePath();
      ctx.fill();
    };
    ctx.save();
    ctx.translate(0, waterLine * 1.9);
    ctx.scale(1, -0.9);
    const mirror = ctx.createLinearGradient(0, waterLine, 0, cliffTop - height * 0.1);
    mirror.addColorStop(0, withAlpha(setting.palette.near, 0.75));
    mirror.addColorStop(1, withAlpha(setting.palette.near, 0));
    ctx.fillStyle = mirror;
    land();
    ctx.restore();
    const rock = ctx.createLinearGradient(0, cliffTop, 0, waterLine);
    rock.addColorStop(0, body);
    rock.addColorStop(1, setting.palette.near);
    ctx.fillStyle = rock;
    land();
    const cx = margin + x;
    const tower = ctx.createLinearGradient(cx - tall * 0.08, 0, cx + tall * 0.08, 0);
    const lit = mixHex(body, setting.palette.light, 0.42);
    tower.addColorStop(side > 0 ? 0 : 1, lit);
    tower.addColorStop(side > 0 ? 1 : 0, body);
    ctx.fillStyle = tower;
    ctx.beginPath();
    ctx.moveTo(cx - tall * 0.085, cliffTop + height * 0.02);
    ctx.lineTo(cx - tall * 0.05, lampY + tall * 0.07);
    ctx.lineTo(cx + tall * 0.05, lampY + tall * 0.07);
    ctx.lineTo(cx + tall * 0.085, cliffTop + height * 0.02);
    ctx.fill();
    ctx.fillStyle = withAlpha(setting.palette.accent, 0.55);
    for (const band of [0.24, 0.56]) {
      const y = lampY + tall * (0.07 + band * 0.82);
      const half = tall * (0.05 + 0.035 * band + 0.001);
      ctx.fillRect(cx - half, y, half * 2, tall * 0.12);
    }
    ctx.fillStyle = setting.palette.near;
    ctx.fillRect(cx - tall * 0.078, lampY + tall * 0.05, tall * 0.156, tall * 0.022);
    ctx.fillRect(cx - tall * 0.045, lampY - tall * 0.05, tall * 0.09, tall * 0.012);
    ctx.beginPath();
    ctx.moveTo(cx - tall * 0.055, lampY - tall * 0.045);
    ctx.quadraticCurveTo(cx, lampY - tall * 0.14, cx + tall * 0.055, lampY - tall * 0.045);
    ctx.fill();
    ctx.fillRect(cx - tall * 0.16 - tall * 0.09, cliffTop - tall * 0.05, tall * 0.13, tall * 0.1);
  });
  const glowRadius = tall * 0.6;
  const glow = prepared(glowRadius * 2, glowRadius * 2, (ctx) => {
    const soft = ctx.createRadialGradient(glowRadius, glowRadius, 0, glowRadius, glowRadius, glowRadius);
    soft.addColorStop(0, '#ffffff');
    soft.addColorStop(0.07, withAlpha('#fff2c4', 0.95));
    soft.addColorStop(0.2, withAlpha('#ffdf95', 0.4));
    soft.addColorStop(1, withAlpha('#ffdf95', 0));
    ctx.fillStyle = soft;
    ctx.fillRect(0, 0, glowRadius * 2, glowRadius * 2);
  });
  const beamLength = Math.max(width, height) * 0.95;
  const beam = prepared(512, 128, (ctx) => {
    const along = ctx.createLinearGradient(0, 0, 512, 0);
    along.addColorStop(0, withAlpha('#fff4cf', 0.75));
    along.addColorStop(0.35, withAlpha('#fff0c2', 0.32));
    along.addColorStop(1, withAlpha('#fff0c2', 0));
    ctx.fillStyle = along;
    ctx.beginPath();
    ctx.moveTo(0, 61);
    ctx.lineTo(512, 0);
    ctx.lineTo(512, 128);
    ctx.lineTo(0, 67);
    ctx.fill();
    ctx.globalCompositeOperation = 'destination-in';
    const across = ctx.createLinearGradient(0, 0, 0, 128);
    across.addColorStop(0, 'rgba(0,0,0,0)');
    across.addColorStop(0.5, 'rgba(0,0,0,1)');
    across.addColorStop(1, 'rgba(0,0,0,0)');
    ctx.fillStyle = across;
    ctx.fillRect(0, 0, 512, 128);
  });
  const start = random.between(0, Math.PI * 2);
  const strength = setting.time === 'day' && !setting.weather.includes('storm') ? 0.35 : 1;
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, depth, () => {
        const angle = start + view.seconds * 0.85 * setting.pace;
        ctx.globalCompositeOperation = 'screen';
        for (const turn of [angle, angle + Math.PI]) {
          const reach = Math.cos(turn);
          // Seen from the side a beam is long; towards us it is short and wide.
          const toUs = 0.5 + 0.5 * Math.sin(turn);
          ctx.save();
          ctx.translate(x, lampY);
          ctx.rotate(reach >= 0 ? 0.035 : -0.035);
          ctx.globalAlpha = strength * (0.3 + 0.7 * toUs) * Math.min(1, Math.abs(reach) * 2.2);
          ctx.scale(reach, 1);
          ctx.drawImage(beam, 0, -tall * (0.3 + 0.35 * toUs), beamLength, tall * (0.6 + 0.7 * toUs));
          ctx.restore();
        }
        ctx.globalCompositeOperation = 'source-over';
        ctx.globalAlpha = 1;
        ctx.drawImage(strip, -margin, 0);
        ctx.globalCompositeOperation = 'screen';
        ctx.globalAlpha = strength * (0.72 + 0.28 * Math.max(0, Math.sin(angle)));
        ctx.drawImage(glow, x - glowRadius, lampY - glowRadius);
        ctx.fillStyle = withAlpha(mixHex('#fff4d2', horizonColour(stage), 0.1), 1);
        ctx.globalAlpha = strength;
        ctx.fillRect(x - tall * 0.034, lampY - tall * 0.04, tall * 0.068, tall * 0.088);
      });
    },
  };
}
