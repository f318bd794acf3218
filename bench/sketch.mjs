/**
 * How long the sketch engine draws, one row a world and prompt: `node --conditions=source bench/sketch.mjs [width height]`.
 * User processor time of this process, so that a busy machine does not change the figures; the encoder is not part of it.
 */
import { join } from 'node:path';
import { planSketch } from '../packages/render-engines/src/sketch/plan/plan-sketch.ts';
import { createSketchRenderer } from '../packages/render-engines/src/sketch/sketch-renderer.ts';

const [, , width = '832', height = '480'] = process.argv;
const fontsFolder = join(import.meta.dirname, '..', 'packages', 'render-engines', 'fonts');

const prompts = {
  sea: 'A small boat on the sea at dusk',
  lighthouse: 'A lighthouse at night in the fog',
  lake: 'A quiet lake at dawn',
  forest: 'A red fox in the snow in a forest',
  mountains: 'Mountains at dawn',
  aurora: 'Northern lights over the mountains',
  desert: 'Camels cross the desert',
  city: 'Neon city at night in the rain',
  meadow: 'A meadow in spring, wind in the grass',
  clouds: 'Balloons over the clouds',
  space: 'A rocket among the stars',
  underwater: 'Jellyfish in the deep sea',
  fire: 'Fire in the dark',
  room: 'Rain on the window of a café',
  storm: 'A storm over the sea',
  emoji: '🦊👩‍🚀🇯🇵 🌊 🌙',
  abstract: 'We begin again',
  abstract2: 'Hope',
  abstract3: 'Now',
  abstract4: 'Two or three things',
};

const frames = 48;
const cpuMs = (since) => {
  const { user, system } = process.cpuUsage(since);
  return { user: user / 1000, system: system / 1000 };
};

process.stdout.write(`${width} x ${height}, ${frames} frames each, ms\n`);
process.stdout.write(
  `${'prompt'.padEnd(12)}${'world'.padEnd(12)}${'prepare'.padStart(9)}${'user/frame'.padStart(12)}${'system/frame'.padStart(14)}\n`,
);
for (const [name, prompt] of Object.entries(prompts)) {
  const plan = planSketch({
    kind: 'text_to_video',
    prompt,
    width: Number(width),
    height: Number(height),
    num_frames: frames,
    fps: 24,
    seed: 7,
    showText: true,
    transitions: 'auto',
  });
  const beforePrepare = process.cpuUsage();
  const renderer = createSketchRenderer(plan, fontsFolder);
  renderer.drawFrame(0);
  renderer.canvas.data();
  const prepare = cpuMs(beforePrepare);
  const before = process.cpuUsage();
  for (let frame = 0; frame < frames; frame++) {
    renderer.drawFrame(frame);
    renderer.canvas.data();
  }
  const drawing = cpuMs(before);
  process.stdout.write(
    `${name.padEnd(12)}${(plan.scenes[0]?.setting.world ?? '').padEnd(12)}${prepare.user.toFixed(0).padStart(9)}${(drawing.user / frames).toFixed(2).padStart(12)}${(drawing.system / frames).toFixed(2).padStart(14)}\n`,
  );
}
