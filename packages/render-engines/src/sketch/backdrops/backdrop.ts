import type { World } from '../plan/sketch-plan.ts';
import { cutouts, ink, lights, ribbons } from './abstract.ts';
import { firefliesLayer, leavesLayer } from './drifting.ts';
import { clouds, fire, room } from './enclosed.ts';
import { landscapes } from './landscapes.ts';
import { mistLayer } from './mist.ts';
import { lightningLayer, rainLayer, snowLayer } from './precipitation.ts';
import { space } from './space.ts';
import type { Backdrop, Layer, Stage } from './stage.ts';
import { underwater } from './underwater.ts';

const backdrops: Record<World, Backdrop> = {
  ...landscapes,
  space,
  underwater,
  fire,
  room,
  clouds,
  ink,
  ribbons,
  lights: (stage) => lights(stage),
  cutouts,
};

/** The layers of a scene's world, from back to front. */
export function backdropLayers(stage: Stage): Layer[] {
  return backdrops[stage.setting.world](stage);
}

const sheltered: readonly World[] = ['underwater', 'space', 'room', 'fire'];

/** What the weather and the season put in front of a world. */
export function weatherLayers(stage: Stage): Layer[] {
  const { setting, height, horizon } = stage;
  if (sheltered.includes(setting.world)) return [];
  const layers: Layer[] = [];
  if (setting.weather.includes('storm')) layers.push(lightningLayer(stage));
  if (setting.weather.includes('fog'))
    layers.push(
      mistLayer(stage, {
        label: 'front',
        y: horizon + height * 0.12,
        height: height * 0.5,
        opacity: 0.55,
        depth: 0.8,
        speed: 30,
      }),
    );
  if (setting.weather.includes('snow')) layers.push(snowLayer(stage));
  else if (setting.weather.includes('rain') || setting.weather.includes('storm')) layers.push(rainLayer(stage));
  else if (setting.season === 'autumn') layers.push(leavesLayer(stage, 'leaf'));
  else if (setting.season === 'spring') layers.push(leavesLayer(stage, 'petal'));
  const dark = setting.time === 'night' || setting.time === 'dusk';
  const green = setting.world === 'meadow' || setting.world === 'forest' || setting.world === 'lake';
  if (layers.length === 0 && dark && green) layers.push(firefliesLayer(stage, '#ffe08a', horizon * 0.75));
  return layers;
}
