import { describe, expect, it } from 'vitest';
import { planSketch } from './plan-sketch.ts';
import type { SketchInput } from './sketch-plan.ts';

const input = (change: Partial<SketchInput>): SketchInput => ({
  kind: 'text_to_video',
  prompt: 'A red fox in snow',
  width: 832,
  height: 480,
  num_frames: 81,
  fps: 16,
  seed: 7,
  showText: true,
  transitions: 'auto',
  ...change,
});

describe('planSketch', () => {
  it('is plain data and the same for the same input', () => {
    const plan = planSketch(input({}));
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    expect(planSketch(input({}))).toEqual(plan);
  });

  it('differs by prompt and by seed', () => {
    const settings = (change: Partial<SketchInput>) => planSketch(input(change)).scenes[0]?.setting;
    expect(settings({ prompt: 'A whale' })).not.toEqual(settings({}));
    expect(settings({ seed: 8 })).not.toEqual(settings({}));
  });

  it('keeps a film in one world where the words name none anew', () => {
    const plan = planSketch(input({ prompt: 'The sea at night. Everything waits. A bell rings.', num_frames: 160 }));
    expect(plan.scenes.map((scene) => scene.setting.world)).toEqual(['sea', 'sea', 'sea']);
    expect(new Set(plan.scenes.map((scene) => scene.setting.time))).toEqual(new Set(['night']));
  });

  it('does what the words ask of the camera', () => {
    const camera = (prompt: string) => planSketch(input({ prompt })).scenes[0]?.setting.camera;
    expect(camera('A lake. Slow push in.')).toMatchObject({ zoomFrom: 1, zoomTo: 1.14 });
    expect(camera('A lake. Camera holds still.')).toMatchObject({ travelX: 0, zoomTo: 1 });
    expect(camera('A lake, pan left')?.travelX).toBeLessThan(0);
  });

  it('puts the water around a whale and no whale into a desert', () => {
    expect(planSketch(input({ prompt: 'A whale sings' })).scenes[0]?.setting).toMatchObject({
      world: 'underwater',
      figure: '🐋',
    });
    expect(planSketch(input({ prompt: 'A boat in the desert' })).scenes[0]?.setting.figure).toBeNull();
  });

  it.each([
    ['the smallest frame', { width: 64, height: 64 }],
    ['the largest frame', { width: 1920, height: 1080 }],
    ['portrait', { width: 1080, height: 1920 }],
    ['1 s at 8 fps', { num_frames: 8, fps: 8 }],
    ['30 s at 60 fps', { num_frames: 1800, fps: 60 }],
    ['one word', { prompt: 'Sea' }],
    ['2,000 characters', { prompt: 'The wind turns a page. '.repeat(87).slice(0, 2000) }],
    ['2,000 characters without a space', { prompt: 'a'.repeat(2000) }],
    ['emoji only', { prompt: '🦊👩‍🚀🇯🇵❤️' }],
    ['nothing that can be seen', { prompt: '\u2800\u200b\u3164 \u180e' }],
    ['a script that no bundled font has', { prompt: 'ᚠᛇᚻ' }],
    ['right to left', { prompt: 'القمر فوق البحر. الليل هادئ.' }],
    ['a picture without a prompt', { kind: 'image_to_video', prompt: '' }],
  ] satisfies [string, Partial<SketchInput>][])('plans %s', (_name, change) => {
    const asked = input(change);
    const { scenes } = planSketch(asked);
    expect(scenes[0]?.startFrame).toBe(0);
    expect(scenes.at(-1)?.endFrame).toBe(asked.num_frames);
    scenes.forEach((scene, i) => {
      expect(scene.endFrame).toBeGreaterThan(scene.startFrame);
      const shortest = Math.min(
        scene.endFrame - scene.startFrame,
        (scenes[i - 1]?.endFrame ?? 0) - (scenes[i - 1]?.startFrame ?? 0),
      );
      if (scene.transition !== null) expect(scene.transition.frames).toBeLessThanOrEqual(shortest / 2);
    });
  });

  it('shows the title instead of the prompt, and nothing where words are off', () => {
    const shown = (change: Partial<SketchInput>) =>
      planSketch(input(change))
        .scenes.map((scene) => scene.text)
        .join('|');
    expect(shown({})).toBe('A red fox in snow');
    expect(shown({ title: 'Winter' })).toBe('Winter');
    expect(shown({ showText: false })).toBe('');
    expect(shown({ kind: 'image_to_video' })).toBe('');
    expect(shown({ kind: 'image_to_video', title: 'Home' })).toBe('Home');
  });
});
