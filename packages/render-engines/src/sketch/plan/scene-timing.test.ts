import { describe, expect, it } from 'vitest';
import { shortestSceneSeconds, timeScenes } from './scene-timing.ts';

const clauses = (...texts: string[]) => texts.map((text) => ({ text, ending: '.' }));

describe('timeScenes', () => {
  it('covers every frame once, in order', () => {
    for (const frames of [8, 24, 81, 119, 480, 1800]) {
      const scenes = timeScenes(
        clauses('One', 'Two and a half', 'Three', 'Four is the longest of them all'),
        frames,
        16,
      );
      expect(scenes[0]?.startFrame).toBe(0);
      expect(scenes.at(-1)?.endFrame).toBe(frames);
      scenes.forEach((scene, i) => {
        expect(scene.endFrame).toBeGreaterThan(scene.startFrame);
        if (i > 0) expect(scene.startFrame).toBe(scenes[i - 1]?.endFrame);
      });
    }
  });

  it('gives a longer clause more time', () => {
    const [short, long] = timeScenes(
      clauses('Hush', 'A long slow evening settles over the whole of the valley'),
      240,
      24,
    );
    expect((long?.endFrame ?? 0) - (long?.startFrame ?? 0)).toBeGreaterThan((short?.endFrame ?? 0) * 1.3);
  });

  it('merges clauses where the clip is too short for all, and keeps each', () => {
    const all = clauses(...Array.from({ length: 30 }, (_, i) => `Clause ${i}`));
    const scenes = timeScenes(all, 5 * 24, 24);
    expect(scenes.length).toBe(Math.floor(5 / shortestSceneSeconds));
    expect(scenes.flatMap((scene) => scene.clauses)).toEqual(all);
    for (const scene of scenes)
      expect((scene.endFrame - scene.startFrame) / 24).toBeGreaterThan(shortestSceneSeconds - 0.05);
  });

  it('is one scene without words', () => {
    expect(timeScenes([], 50, 10)).toEqual([{ startFrame: 0, endFrame: 50, clauses: [] }]);
  });
});
