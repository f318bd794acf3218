import { mixHex, withAlpha } from '../colour.ts';
import { unitHash } from '../prng.ts';
import { landColour } from './ridges.ts';
import { atDepth, horizonColour, type Layer, prepared, type Stage, stageRandom } from './stage.ts';

interface Window {
  readonly x: number;
  readonly y: number;
  readonly index: number;
}

/** One row of buildings with windows; some windows go on and off while we look. */
export function skylineLayer(
  stage: Stage,
  options: { label: string; depth: number; baseY: number; height: number; widthOf: readonly [number, number] },
): Layer {
  const { width, height, margin, unit, setting } = stage;
  const random = stageRandom(setting, `skyline ${options.label}`);
  const stripWidth = width + margin * 2;
  const top = Math.max(0, Math.floor(options.baseY - options.height * 1.5));
  const lit = setting.time === 'day' ? 0.1 : setting.time === 'dawn' ? 0.3 : 0.52;
  const colour = landColour(stage, options.depth);
  const glass = mixHex(colour, setting.palette.sky[1]?.[1] ?? colour, 0.25);
  const cell = unit * (4 + 6 * options.depth);
  const changing: Window[] = [];
  const strip = prepared(stripWidth, height * 1.1 - top, (ctx) => {
    ctx.translate(0, -top);
    let index = 0;
    for (let x = -unit * 20; x < stripWidth; ) {
      const buildingWidth = Math.max(cell * 3, unit * random.between(...options.widthOf));
      const tall = options.height * (random.chance(0.16) ? random.between(1.05, 1.45) : random.between(0.35, 1));
      const roof = options.baseY - tall;
      const body = ctx.createLinearGradient(0, roof, 0, options.baseY);
      body.addColorStop(0, colour);
      body.addColorStop(1, mixHex(colour, horizonColour(stage), 0.4 * (1 - options.depth)));
      ctx.fillStyle = body;
      ctx.fillRect(x, roof, buildingWidth, height * 1.1 - roof);
      drawRoof(x, roof, buildingWidth);
      for (let wy = roof + cell * 1.2; wy < options.baseY - cell; wy += cell * 1.55) {
        const floorLit = random.chance(0.14) ? 0.95 : lit;
        for (let wx = x + cell * 0.7; wx < x + buildingWidth - cell; wx += cell * 1.25) {
          index++;
          const chance = unitHash(index, setting.seed + 61);
          if (chance < floorLit) {
            ctx.fillStyle = withAlpha(windowColour(index), 0.55 + 0.4 * unitHash(index, 62));
            ctx.fillRect(wx, wy, cell * 0.62, cell * 0.8);
          } else if (setting.time === 'day') {
            ctx.fillStyle = withAlpha(glass, 0.5);
            ctx.fillRect(wx, wy, cell * 0.62, cell * 0.8);
          }
          if (unitHash(index, 63) < 0.045) changing.push({ x: wx, y: wy, index });
        }
      }
      if (setting.time !== 'day' && options.depth > 0.3 && random.chance(0.3))
        drawSign(x + buildingWidth * random.between(0.15, 0.7), roof + tall * random.between(0.12, 0.3), tall);
      x += buildingWidth + unit * (random.chance(0.25) ? random.between(2, 12) : 0);
    }
    /** A lit sign down a wall, with its glow on what is around it. */
    function drawSign(x: number, y: number, tall: number): void {
      const colour = random.pick([setting.palette.accent, '#ff4f8b', '#3fd8ff', '#ffb03a']);
      const long = Math.min(tall * 0.4, unit * random.between(34, 70));
      const wide = unit * random.between(5, 9);
      const reach = unit * 46;
      const glow = ctx.createRadialGradient(x + wide / 2, y + long / 2, 0, x + wide / 2, y + long / 2, reach);
      glow.addColorStop(0, withAlpha(colour, 0.5));
      glow.addColorStop(1, withAlpha(colour, 0));
      ctx.fillStyle = glow;
      ctx.fillRect(x - reach, y + long / 2 - reach, reach * 2, reach * 2);
      ctx.fillStyle = withAlpha(mixHex(colour, '#ffffff', 0.35), 0.95);
      for (let part = 0; part < 5; part++) ctx.fillRect(x, y + (long * part) / 5, wide, long / 5 - unit * 1.6);
    }
    function drawRoof(x: number, roof: number, buildingWidth: number): void {
      if (random.chance(0.28))
        ctx.fillRect(x + buildingWidth * 0.46, roof - unit * random.between(14, 44), unit * 1.6, unit * 46);
      if (random.chance(0.35)) ctx.fillRect(x + buildingWidth * 0.2, roof - unit * 7, buildingWidth * 0.5, unit * 8);
      if (random.chance(0.2)) ctx.fillRect(x + buildingWidth * 0.1, roof - unit * 14, buildingWidth * 0.24, unit * 15);
    }
  });
  function windowColour(index: number): string {
    const kind = unitHash(index, 64);
    return kind < 0.08
      ? setting.palette.accent
      : kind < 0.22
        ? '#cfe6ff'
        : mixHex('#ffd489', setting.palette.light, 0.3);
  }
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, options.depth, () => {
        ctx.drawImage(strip, -margin, top);
        for (const window of changing) {
          const beat = view.seconds * (0.25 + 0.5 * unitHash(window.index, 65)) + unitHash(window.index, 66);
          const isLit = unitHash(window.index + Math.floor(beat) * 31, 67) < 0.55;
          ctx.fillStyle = isLit ? windowColour(window.index) : colour;
          ctx.fillRect(window.x - margin, window.y, cell * 0.62, cell * 0.8);
        }
      });
    },
  };
}

/** Lights of traffic on a road along the bottom: head lights one way, tail lights the other, with their gleam on the ground. */
export function trafficLayer(stage: Stage): Layer {
  const { width, height, unit, setting } = stage;
  const sprite = (colour: string): ReturnType<typeof prepared> =>
    prepared(64, 64, (ctx) => {
      const soft = ctx.createRadialGradient(32, 32, 0, 32, 32, 32);
      soft.addColorStop(0, withAlpha(mixHex(colour, '#ffffff', 0.6), 1));
      soft.addColorStop(0.18, withAlpha(colour, 0.75));
      soft.addColorStop(1, withAlpha(colour, 0));
      ctx.fillStyle = soft;
      ctx.fillRect(0, 0, 64, 64);
    });
  const lanes = [
    { y: height * 0.945, speed: 150, image: sprite('#ff5a4a'), count: 7, size: 30 },
    { y: height * 0.975, speed: -210, image: sprite('#ffe6b8'), count: 7, size: 40 },
  ];
  return {
    draw(ctx, view) {
      ctx.globalCompositeOperation = 'screen';
      lanes.forEach((lane, laneIndex) => {
        const span = width * 1.4;
        for (let i = 0; i < lane.count; i++) {
          const raw =
            unitHash(i + laneIndex * 64, setting.seed + 71) * span +
            view.seconds * lane.speed * unit * (0.75 + 0.5 * unitHash(i, 72)) * setting.pace;
          const x = (((raw % span) + span) % span) - width * 0.2;
          const size = lane.size * unit;
          for (const pair of [0, 1]) {
            ctx.globalAlpha = 0.9;
            ctx.drawImage(lane.image, x + pair * size * 0.34 - size / 2, lane.y - size / 2, size, size);
          }
          ctx.globalAlpha = 0.35;
          ctx.drawImage(lane.image, x - size * 0.6, lane.y + size * 0.1, size * 1.5, size * 1.6);
        }
      });
      ctx.globalAlpha = 1;
      ctx.globalCompositeOperation = 'source-over';
    },
  };
}
