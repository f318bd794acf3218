import { describe, expect, it } from 'vitest';
import { assetOf } from '../../testing/asset-of.ts';
import { jobOf } from '../../testing/job-of.ts';
import { earlierPrompts, type PromptWalk, searchPrompts, walkPrompts } from './prompt-history.ts';

const prompts = ['Third', 'Second', 'First'].map((text, index) => ({ text, at: -index }));

describe('earlierPrompts', () => {
  it('lists what was queued, what made clips and what was never sent, the newest first and each once', () => {
    const origin = { kind: 'text_to_video', engine: 'sketch', model: null, seed: 1 } as const;
    const jobs = [
      jobOf({ input: { prompt: 'A fox' }, createdAt: '2026-11-22T10:00:00.000Z' }),
      jobOf({ input: { prompt: 'A boat' }, createdAt: '2026-11-22T12:00:00.000Z' }),
      jobOf({ input: { prompt: '  ' } }),
      jobOf({ kind: 'image_to_video', input: {} }),
    ];
    const clips = [
      assetOf({ origin: { ...origin, prompt: 'A fox ' }, createdAt: '2026-11-22T13:00:00.000Z' }),
      assetOf({ origin: { ...origin, prompt: 'A tram' }, createdAt: '2026-11-22T11:00:00.000Z' }),
      assetOf(),
    ];
    const unsent = [{ text: 'Half a tho', at: Date.parse('2026-11-22T14:00:00.000Z') }];
    expect(earlierPrompts(jobs, clips, unsent).map(({ text }) => text)).toEqual([
      'Half a tho',
      'A fox ',
      'A boat',
      'A tram',
    ]);
  });
});

describe('walkPrompts', () => {
  it('goes back to the oldest and forth again to what was typed', () => {
    let walk: PromptWalk | null = null;
    let box = 'Being typed';
    const press = (direction: 'older' | 'newer') => {
      const next = walkPrompts(walk, prompts, direction, box);
      if (next !== null) {
        walk = next;
        box = next.shown;
      }
      return box;
    };
    expect([press('older'), press('older'), press('older'), press('older')]).toEqual([
      'Third',
      'Second',
      'First',
      'First',
    ]);
    expect([press('newer'), press('newer'), press('newer'), press('newer')]).toEqual([
      'Second',
      'Third',
      'Being typed',
      'Being typed',
    ]);
  });

  it('begins anew with what was changed on the way', () => {
    const walk = walkPrompts(null, prompts, 'older', '');
    const changed = walkPrompts(walk, prompts, 'older', 'Third, but at night');
    expect(changed).toEqual({ typed: 'Third, but at night', index: 0, shown: 'Third' });
  });

  it('passes over what stands there already', () => {
    expect(walkPrompts(null, prompts, 'older', 'Third')?.shown).toBe('Second');
    expect(walkPrompts(null, [], 'older', 'Third')).toBeNull();
    expect(walkPrompts(null, prompts, 'newer', 'Third')).toBeNull();
  });
});

describe('searchPrompts', () => {
  it('wants every word, in any order and case', () => {
    expect(searchPrompts(prompts, 'D').map(({ text }) => text)).toEqual(['Third', 'Second']);
    expect(searchPrompts([{ text: 'Fox in the snow', at: 0 }], 'SNOW fox')).toHaveLength(1);
    expect(searchPrompts(prompts, ' ')).toHaveLength(3);
  });
});
