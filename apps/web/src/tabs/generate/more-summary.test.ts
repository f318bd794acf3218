import { describe, expect, it } from 'vitest';
import { engineOf } from '../../testing/engine-of.ts';
import { modelOf } from '../../testing/model-of.ts';
import { moreSummary } from './more-summary.ts';

describe('moreSummary', () => {
  const parameters = [
    { type: 'switch' as const, name: 'words', label: 'Words', help: '', default: true },
    {
      type: 'choice' as const,
      name: 'cuts',
      label: 'Cuts',
      help: '',
      choices: [
        { value: 'auto', label: 'By seed' },
        { value: 'hard', label: 'Hard' },
      ],
      default: 'auto',
    },
  ];
  const model = { ...modelOf(), parameters };
  const on = { engine: engineOf({ models: [model] }), model };
  const plan = { width: 832, height: 480, num_frames: 81, fps: 16 };

  it('names the seed and the rate, and of the rest what differs', () => {
    const kept = { parameters: {}, fps: null, size: null };
    expect(moreSummary({ seed: null, runAt: null }, on, kept, plan)).toBe('Seed random, 16 fps');
    const set = { parameters: { words: false, cuts: 'hard' }, fps: null, size: { width: 640, height: 360 } };
    expect(moreSummary({ seed: 0, runAt: '2026-11-22T10:00:00.000Z' }, on, set, plan)).toBe(
      'Seed 0, 16 fps, 640 × 360, words off, cuts Hard, starts later',
    );
    expect(moreSummary({ seed: null, runAt: null }, undefined, null, null)).toBe('Seed random');
  });
});
