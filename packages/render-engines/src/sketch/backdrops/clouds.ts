import { mixHex, withAlpha } from '../colour.ts';
import { atDepth, horizonColour, type Layer, prepared, skyColourAt, type Stage, stageRandom } from './stage.ts';

/** How a bank of clouds looks and moves. */
export interface CloudBank {
  readonly label: string;
  readonly y: number;
  readonly height: number;
  readonly count: number;
  readonly depth: number;
  readonly opacity: number;
  /** Pixels a second at 480 lines. */
  readonly speed: number;
  /** Wide and thin like evening bands, or heaped. */
  readonly flat: boolean;
}

/** Clouds made of soft puffs, lit from the sun's side, drifting and wrapping round. */
export function cloudLayer(stage: Stage, bank: CloudBank): Layer {
  const { width, unit, setting, margin } = stage;
  const random = stageRandom(setting, `clouds ${bank.label}`);
  const sprites = Array.from({ length: bank.count }, (_, i) => {
    const cloudWidth = width * random.between(0.22, 0.5) * (bank.flat ? 1.35 : 1);
    const cloudHeight = bank.height * random.between(0.5, 1);
    return {
      image: cloudSprite(stage, cloudWidth, cloudHeight, bank, `${bank.label} ${i}`),
      x: (i + random.between(-0.3, 0.3)) * ((width + 2 * margin) / bank.count),
      y: bank.y + random.between(-0.5, 0.5) * bank.height,
      width: cloudWidth,
      height: cloudHeight,
    };
  });
  const drift = random.chance(0.5) ? 1 : -1;
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, bank.depth, () => {
        ctx.globalAlpha = bank.opacity;
        for (const cloud of sprites) {
          const span = width + cloud.width * 2 + margin * 2;
          const moved = cloud.x + drift * view.seconds * bank.speed * unit * setting.pace;
          const x = (((moved % span) + span) % span) - cloud.width - margin;
          ctx.drawImage(cloud.image, x, cloud.y - cloud.height / 2);
        }
      });
    },
  };
}

function cloudSprite(
  stage: Stage,
  cloudWidth: number,
  cloudHeight: number,
  bank: CloudBank,
  label: string,
): ReturnType<typeof prepared> {
  const { setting, light, width } = stage;
  const random = stageRandom(setting, `cloud ${label}`);
  const behind = skyColourAt(stage, bank.y);
  const isNight = setting.time === 'night';
  const lit = mixHex(
    behind,
    mixHex(setting.palette.light, horizonColour(stage), isNight ? 0.7 : 0.25),
    isNight ? 0.25 : 0.72,
  );
  const shade = mixHex(behind, mixHex(setting.palette.near, behind, 0.55), isNight ? 0.3 : 0.28);
  return prepared(cloudWidth, cloudHeight, (ctx) => {
    const puffs = bank.flat ? 26 : 34;
    const stretch = bank.flat ? 3.4 : 1.35;
    const squash = bank.flat ? 0.32 : 0.82;
    const place = (): { x: number; y: number; radius: number } => {
      const along = random.between(0.1, 0.9);
      const hump = Math.sin(along * Math.PI) ** 0.7;
      const radius = Math.min(cloudHeight * random.between(0.16, 0.32) * (0.45 + hump * 0.55), cloudWidth * 0.14);
      // A puff that reached over the edge of its sprite would be cut off straight.
      const inset = radius * (stretch + 0.25);
      const x = Math.min(cloudWidth - inset, Math.max(inset, along * cloudWidth));
      const y = Math.min(cloudHeight - radius * (squash + 0.3), cloudHeight * (0.72 - random.between(0, 0.42) * hump));
      return { x, y: Math.max(y, radius * (squash + 0.25)), radius };
    };
    const puff = (x: number, y: number, radius: number, colour: string, alpha: number): void => {
      ctx.save();
      ctx.translate(x, y);
      ctx.scale(stretch, squash);
      const soft = ctx.createRadialGradient(0, 0, 0, 0, 0, radius);
      soft.addColorStop(0, withAlpha(colour, alpha));
      soft.addColorStop(0.55, withAlpha(colour, alpha * 0.62));
      soft.addColorStop(1, withAlpha(colour, 0));
      ctx.fillStyle = soft;
      ctx.fillRect(-radius, -radius, radius * 2, radius * 2);
      ctx.restore();
    };
    const side = light.x < width / 2 ? -1 : 1;
    for (let i = 0; i < puffs; i++) {
      const { x, y, radius } = place();
      puff(x, y + radius * 0.28, radius, shade, 0.3);
      puff(x + side * radius * 0.2, y - radius * 0.22, radius * 0.86, lit, 0.34);
    }
  });
}

/** The clouds that suit a scene's weather and hour. */
export function skyClouds(stage: Stage): Layer[] {
  const { height, horizon, setting } = stage;
  const heavy = setting.weather.includes('rain') || setting.weather.includes('storm');
  const band = { height: height * 0.09, depth: 0.1, flat: true, speed: 3, count: 5 };
  if (heavy) {
    return [
      cloudLayer(stage, {
        ...band,
        label: 'high',
        y: height * 0.1,
        height: height * 0.3,
        count: 6,
        opacity: 0.9,
        flat: false,
        speed: 7,
      }),
      cloudLayer(stage, {
        ...band,
        label: 'low',
        y: height * 0.26,
        height: height * 0.2,
        count: 5,
        opacity: 0.8,
        speed: 12,
      }),
    ];
  }
  const opacity = setting.time === 'night' ? 0.4 : 0.85;
  const heaped = setting.time === 'day' && stageRandom(setting, 'cloud kind').chance(0.6);
  return [
    cloudLayer(stage, { ...band, label: 'far', y: horizon - height * 0.12, opacity: opacity * 0.9 }),
    cloudLayer(stage, {
      ...band,
      label: 'near',
      y: height * 0.24,
      height: heaped ? height * 0.22 : height * 0.13,
      flat: !heaped,
      count: heaped ? 4 : 3,
      opacity,
      speed: 6,
      depth: 0.16,
    }),
  ];
}
