import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../../testing/job-of.ts';
import { newClickKey, queuedWords } from './use-queueing.ts';

describe('queuedWords', () => {
  it('says how many are before it', () => {
    const running = runningJob(0.5);
    const waiting = jobOf({ position: 1 });
    const added = jobOf({ position: 2 });
    expect(queuedWords([added], [added], undefined)).toBe('Queued.');
    expect(queuedWords([added], [running, waiting, added], undefined)).toBe('Queued. 2 before it.');
  });

  it('counts a batch once', () => {
    const running = runningJob(null);
    const batch = [jobOf({ position: 1 }), jobOf({ position: 2 })];
    expect(queuedWords(batch, [running, ...batch], undefined)).toBe('2 clips queued. 1 before them.');
  });
});

describe('newClickKey', () => {
  it('is another each time, and such as the daemon takes', () => {
    const keys = new Set(Array.from({ length: 100 }, newClickKey));
    expect(keys.size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });
});
