import { type RidgeShape, ridgeLayer } from './ridges.ts';
import { auroraLayer } from './aurora.ts';
import { celestialLayer } from './celestial.ts';
import { skyClouds } from './clouds.ts';
import { blownSandLayer, duneLayer } from './dunes.ts';
import { grassLayer } from './grass.ts';
import { mirrorLayer } from './lake.ts';
import { mistLayer } from './mist.ts';
import { skyLayer } from './sky.ts';
import { type Layer, type Stage, stageRandom } from './stage.ts';
import { starsLayer } from './stars.ts';
import { drawPine, nearTrunks, treeRow } from './trees.ts';
import { skylineLayer, trafficLayer } from './skyline.ts';
import { waterLayer, wavesLayer } from './water.ts';

/** Sky, lights of the sky and clouds: what every open scene begins with. */
export function openSky(stage: Stage): Layer[] {
  const { setting, horizon } = stage;
  const hidden = setting.weather.includes('storm') || setting.weather.includes('rain');
  const layers: Layer[] = [skyLayer(stage, setting.time === 'night' ? 0.3 : 0.46)];
  if (setting.time === 'night' && !hidden)
    layers.push(starsLayer(stage, horizon, setting.weather.includes('fog') ? 0.4 : 1));
  if (setting.time === 'dusk' && !hidden) layers.push(starsLayer(stage, horizon * 0.6, 0.25));
  if (setting.time === 'night' && setting.magical) layers.push(auroraLayer(stage));
  if (!(hidden && setting.time === 'day')) layers.push(celestialLayer(stage));
  return [...layers, ...skyClouds(stage)];
}

function mountainRidges(stage: Stage, sharp: boolean): RidgeShape[] {
  const { height, horizon, width } = stage;
  const snowy = stage.setting.weather.includes('snow');
  const step = (i: number, count: number): number => i / (count - 1);
  const shapes = Array.from({ length: 4 }, (_, i): RidgeShape => {
    const share = step(i, 4);
    return {
      label: `ridge ${i}`,
      depth: 0.12 + share * 0.62,
      baseY: horizon + height * (0.02 + share * 0.16),
      height: height * (sharp ? 0.42 - share * 0.2 : 0.24 - share * 0.06),
      wavelength: width * (sharp ? 0.2 + share * 0.1 : 0.34 + share * 0.1),
      octaves: sharp ? 5 : 3,
      sharpness: sharp ? 1.25 : 1,
    };
  });
  if (!snowy && !sharp) return shapes;
  return shapes;
}

const mountains = (stage: Stage): Layer[] => {
  const { height, horizon, unit, setting } = stage;
  const ridges = mountainRidges(stage, true).map((shape) => ridgeLayer(stage, shape));
  const withMist = ridges.flatMap((layer, i) => [
    layer,
    mistLayer(stage, {
      label: `valley ${i}`,
      y: horizon + height * (0.03 + i * 0.06),
      height: height * 0.16,
      opacity: setting.weather.includes('fog') ? 0.9 : 0.5,
      depth: 0.2 + i * 0.18,
      speed: 7 + i * 5,
    }),
  ]);
  const front: RidgeShape = {
    label: 'front',
    depth: 1,
    baseY: height * 1.03,
    height: height * 0.2,
    wavelength: stage.width * 0.5,
    octaves: 3,
    sharpness: 1,
    decorate(ctx, profile) {
      const random = stageRandom(setting, 'front trees');
      ctx.fillStyle = setting.palette.near;
      for (let x = 0; x < stage.width + stage.margin * 2; x += unit * random.between(12, 46)) {
        if (Math.sin(x / (stage.width * 0.17) + setting.seed) > -0.1)
          drawPine(ctx, x, profile(x) + unit * 5, unit * random.between(26, 62), random);
      }
    },
  };
  return [...openSky(stage), ...withMist, ridgeLayer(stage, front)];
};

const lake = (stage: Stage): Layer[] => {
  const { height, horizon } = stage;
  const ridges = mountainRidges(stage, stageRandom(stage.setting, 'lake').chance(0.65))
    .slice(0, 3)
    .map((shape, i) =>
      ridgeLayer(stage, { ...shape, baseY: horizon + height * 0.015, height: shape.height * (1 - i * 0.28) }),
    );
  const shore = treeRow(stage, {
    label: 'shore',
    depth: 0.55,
    foot: horizon,
    height: height * 0.075,
    spacing: height * 0.016,
    kind: 'pine',
  });
  const above = [...openSky(stage), ...ridges, shore];
  return [
    ...above,
    mirrorLayer(stage, above),
    mistLayer(stage, { label: 'shore', y: horizon, height: height * 0.12, opacity: 0.75, depth: 0.4, speed: 9 }),
  ];
};

const sea = (stage: Stage): Layer[] => {
  const { height, horizon, width } = stage;
  const coast: Layer[] = stageRandom(stage.setting, 'coast').chance(0.6)
    ? [
        ridgeLayer(stage, {
          label: 'coast',
          depth: 0.18,
          baseY: horizon + height * 0.012,
          height: height * 0.1,
          wavelength: width * 0.3,
          octaves: 4,
          sharpness: 1,
        }),
      ]
    : [];
  const fog = stage.setting.weather.includes('fog')
    ? [mistLayer(stage, { label: 'sea', y: horizon, height: height * 0.3, opacity: 0.95, depth: 0.35, speed: 16 })]
    : [];
  return [...openSky(stage), ...coast, waterLayer(stage), ...fog, wavesLayer(stage, 0.4, 4)];
};

const forest = (stage: Stage): Layer[] => {
  const { height, horizon, setting } = stage;
  const kind = setting.season === 'autumn' || setting.season === 'spring' ? 'broad' : 'pine';
  const rows = [0, 1, 2, 3].flatMap((i): Layer[] => {
    const share = i / 3;
    return [
      treeRow(stage, {
        label: `row ${i}`,
        depth: 0.14 + share * 0.66,
        foot: horizon + height * (share * 0.26 - 0.02),
        height: height * (0.2 + share * 0.34),
        spacing: height * (0.045 + share * 0.1),
        kind,
      }),
      mistLayer(stage, {
        label: `wood ${i}`,
        y: horizon + height * (share * 0.24 + 0.01),
        height: height * 0.22,
        opacity: setting.weather.includes('fog') ? 0.95 : 0.6,
        depth: 0.2 + share * 0.6,
        speed: 8 + i * 4,
      }),
    ];
  });
  const ground = ridgeLayer(stage, {
    label: 'ground',
    depth: 1,
    baseY: height * 1.03,
    height: height * 0.14,
    wavelength: stage.width * 0.45,
    octaves: 3,
    sharpness: 1,
  });
  return [...openSky(stage).slice(0, 2), ...rows, ground, nearTrunks(stage)];
};

const desert = (stage: Stage): Layer[] => {
  const { height, horizon } = stage;
  const dunes = [0, 1, 2, 3].map((i) =>
    duneLayer(stage, {
      label: `${i}`,
      depth: 0.16 + i * 0.27,
      baseY: horizon + height * (0.05 + i * 0.12),
      height: height * (0.13 + i * 0.065),
    }),
  );
  return [...openSky(stage), ...dunes, blownSandLayer(stage)];
};

const city = (stage: Stage): Layer[] => {
  const { height, horizon } = stage;
  const rows = [0, 1, 2].map((i) =>
    skylineLayer(stage, {
      label: `${i}`,
      depth: 0.2 + i * 0.27,
      baseY: horizon + height * (0.06 + i * 0.12),
      height: height * (0.5 - i * 0.1),
      widthOf: [26 + i * 14, 56 + i * 30],
    }),
  );
  const mist = mistLayer(stage, {
    label: 'streets',
    y: horizon + height * 0.08,
    height: height * 0.24,
    opacity: 0.5,
    depth: 0.4,
    speed: 6,
  });
  const front = ridgeLayer(stage, {
    label: 'road',
    depth: 0.95,
    baseY: height * 0.93,
    height: height * 0.01,
    wavelength: stage.width,
    octaves: 1,
    sharpness: 1,
  });
  const [far, middle, near] = rows;
  const ordered = [far, mist, middle, near].filter((layer) => layer !== undefined);
  return [...openSky(stage), ...ordered, front, trafficLayer(stage)];
};

const meadow = (stage: Stage): Layer[] => {
  const { height, horizon, width, setting } = stage;
  const hills = [0, 1, 2].map((i) =>
    ridgeLayer(stage, {
      label: `hill ${i}`,
      depth: 0.15 + i * 0.26,
      baseY: horizon + height * (0.03 + i * 0.1),
      height: height * (0.12 - i * 0.015),
      wavelength: width * 0.4,
      octaves: 2,
      sharpness: 1,
    }),
  );
  const trees = treeRow(stage, {
    label: 'hedge',
    depth: 0.5,
    foot: horizon + height * 0.1,
    height: height * 0.1,
    spacing: height * 0.14,
    kind: 'broad',
  });
  const [first, ...others] = hills;
  const winter = setting.weather.includes('snow');
  return [...openSky(stage), ...(first === undefined ? [] : [first]), trees, ...others, grassLayer(stage, !winter)];
};

/** The open worlds. */
export const landscapes = { mountains, lake, sea, forest, desert, city, meadow };
