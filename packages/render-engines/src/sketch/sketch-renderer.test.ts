import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { planSketch } from './plan/plan-sketch.ts';
import { abstractWorlds, type SketchInput, transitionStyles } from './plan/sketch-plan.ts';
import { worlds } from './lexicon/places.ts';
import { createPicturePainter } from './picture-camera.ts';
import { createSketchRenderer, type SketchRenderer } from './sketch-renderer.ts';

const fontsFolder = join(import.meta.dirname, '..', '..', 'fonts');

const input = (change: Partial<SketchInput>): SketchInput => ({
  kind: 'text_to_video',
  prompt: 'A red fox in snow',
  width: 256,
  height: 144,
  num_frames: 60,
  fps: 12,
  seed: 7,
  showText: true,
  transitions: 'auto',
  ...change,
});

const rendererFor = (change: Partial<SketchInput>): SketchRenderer =>
  createSketchRenderer(planSketch(input(change)), fontsFolder);

function pixels(renderer: SketchRenderer, frame: number): Buffer {
  renderer.drawFrame(frame);
  return Buffer.from(renderer.canvas.data());
}

/** Mean absolute difference of two frames, 0 to 255. */
function difference(a: Buffer, b: Buffer): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
  return sum / a.length;
}

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('createSketchRenderer', () => {
  it('draws the same frame from the same plan, in whatever order frames are asked for', () => {
    const forward = rendererFor({ prompt: 'The sea at night. A bell rings. Nobody comes.' });
    const backward = rendererFor({ prompt: 'The sea at night. A bell rings. Nobody comes.' });
    const frames = [0, 17, 21, 40, 59];
    const first = frames.map((frame) => hash(pixels(forward, frame)));
    const second = frames
      .toReversed()
      .map((frame) => hash(pixels(backward, frame)))
      .toReversed();
    expect(second).toEqual(first);
  });

  it('draws other pictures for another prompt and another seed', () => {
    const frame = pixels(rendererFor({}), 40);
    expect(difference(frame, pixels(rendererFor({ prompt: 'A whale sings' }), 40))).toBeGreaterThan(8);
    expect(difference(frame, pixels(rendererFor({ seed: 8 }), 40))).toBeGreaterThan(4);
  });

  it.each([...worlds, ...abstractWorlds])(
    'moves: two frames a second apart differ visibly in the world %s',
    (world) => {
      const plan = planSketch(input({ showText: false }));
      const [scene] = plan.scenes;
      if (scene === undefined) throw new Error();
      const moved = {
        ...plan,
        scenes: [{ ...scene, setting: { ...scene.setting, world, weather: [], figure: null } }],
      };
      const renderer = createSketchRenderer(moved, fontsFolder);
      expect(difference(pixels(renderer, 12), pixels(renderer, 24))).toBeGreaterThan(0.6);
    },
  );

  it.each(transitionStyles)('is in between two scenes in the middle of a %s', (style) => {
    const plan = planSketch(input({ prompt: 'The sea at night. Desert at noon.', num_frames: 72, showText: false }));
    const scenes = plan.scenes.map((scene) =>
      scene.transition === null
        ? scene
        : { ...scene, transition: { style, frames: style === 'cut' ? 0 : 10, seed: 5 } },
    );
    const start = scenes[1]?.startFrame ?? 0;
    const renderer = createSketchRenderer({ ...plan, scenes }, fontsFolder);
    const old = pixels(renderer, start - 1);
    const next = pixels(renderer, start + 11);
    const middle = pixels(renderer, start + 4);
    expect(difference(old, next)).toBeGreaterThan(10);
    if (style === 'cut') return;
    expect(difference(middle, old)).toBeGreaterThan(3);
    expect(difference(middle, next)).toBeGreaterThan(3);
  });

  it.each([
    [64, 64, 8, 8],
    [1920, 1080, 8, 8],
    [1080, 1920, 60, 60],
    [64, 1920, 30, 30],
  ])('draws %i × %i', (width, height, num_frames, fps) => {
    const renderer = rendererFor({ width, height, num_frames, fps, prompt: 'Rain on the city at night 🌙' });
    const frame = pixels(renderer, num_frames - 1);
    expect(frame.length).toBe(width * height * 4);
    for (let i = 3; i < frame.length; i += 4001 * 4) expect(frame[i]).toBe(255);
  });

  it('says what it left out', () => {
    const renderer = rendererFor({ prompt: 'Runes ᚠᛇ in the sea' });
    renderer.drawFrame(30);
    expect(renderer.warnings()).toEqual(['missing_glyphs']);
  });
});

describe('createPicturePainter', () => {
  it.each([1, 2, 3, 4])('moves over a picture, by seed %i', async (seed) => {
    const painted = createCanvas(320, 200);
    const pen = painted.getContext('2d');
    for (let i = 0; i < 40; i++) {
      pen.fillStyle = `hsl(${i * 9} 70% 50%)`;
      pen.fillRect((i % 8) * 40, Math.floor(i / 8) * 40, 40, 40);
    }
    const picture = await loadImage(painted.toBuffer('image/png'));
    const plan = planSketch(input({ kind: 'image_to_video', prompt: '', seed }));
    const renderer = createSketchRenderer(plan, fontsFolder, createPicturePainter(plan, picture));
    const frame = pixels(renderer, 12);
    expect(difference(frame, pixels(renderer, 24))).toBeGreaterThan(1);
    expect(hash(pixels(renderer, 12))).toBe(hash(frame));
  });

  it('keeps even a plain picture alive', async () => {
    const plain = createCanvas(200, 200);
    plain.getContext('2d').fillRect(0, 0, 200, 200);
    const picture = await loadImage(plain.toBuffer('image/png'));
    const plan = planSketch(input({ kind: 'image_to_video', prompt: '' }));
    const renderer = createSketchRenderer(plan, fontsFolder, createPicturePainter(plan, picture));
    expect(difference(pixels(renderer, 0), pixels(renderer, 40))).toBeGreaterThan(0.5);
  });
});
