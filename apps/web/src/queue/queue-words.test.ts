import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../testing/job-of.ts';
import { elapsedWords, stageWithClock } from './running-words.ts';
import { pausedWords, startWords } from './waiting-words.ts';

const nowMs = Date.parse('2026-11-22T10:10:00.000Z');
const ago = (seconds: number) => new Date(nowMs - seconds * 1000).toISOString();

describe('elapsedWords', () => {
  it('gives the time that passed of what is usual, and says so once it takes longer', () => {
    const job = (elapsed: number, expectedSeconds: number | null) =>
      elapsedWords(runningJob(0.4, { startedAt: ago(elapsed), expectedSeconds }), nowMs);
    expect(job(131, 320)).toBe('2:11 of ~5:20');
    expect(job(131, null)).toBe('2:11');
    expect(job(362, 320)).toBe('6:02, usually 5:20');
    expect(job(-4, 320)).toBe('0:00 of ~5:20');
  });
});

describe('stageWithClock', () => {
  const waiting = (jobSeconds: number, stageSeconds: number, fraction: number | null = null) =>
    stageWithClock(
      runningJob(fraction, {
        startedAt: ago(jobSeconds),
        progress: { fraction, stage: 'Waking GPU', stageStartedAt: ago(stageSeconds) },
      }),
      nowMs,
    );

  it('shows the clock of a stage that only waits', () => {
    expect(waiting(131, 38)).toBe('Waking GPU · 0:38');
  });

  it('leaves it away where it says nothing new: measured, brief, or the same as the job’s own', () => {
    expect(waiting(131, 38, 0.5)).toBe('Waking GPU');
    expect(waiting(131, 3)).toBe('Waking GPU');
    expect(waiting(39, 38)).toBe('Waking GPU');
  });
});

describe('startWords', () => {
  const at = (seconds: number) => startWords(jobOf(), nowMs + seconds * 1000, nowMs);

  it('is as rough as it is known', () => {
    expect([0, 20, 50, 170, 3 * 3600].map(at)).toEqual([
      'starts next',
      'starts in under a minute',
      'starts in about 1 min',
      'starts in about 3 min',
      'starts in about 3 h',
    ]);
    expect(startWords(jobOf(), undefined, nowMs)).toBeNull();
  });

  it('names the hour that a person set, until it is there', () => {
    const runAt = new Date(2026, 10, 22, 18, 30);
    const job = jobOf({ runAt: runAt.toISOString() });
    const sameDay = new Date(2026, 10, 22, 9, 0).getTime();
    expect(startWords(job, undefined, sameDay, 'en-GB')).toBe('starts at 18:30');
    expect(startWords(job, undefined, sameDay - 86_400_000, 'en-GB')).toBe('starts at 22 Nov, 18:30');
    expect(startWords(job, undefined, runAt.getTime() + 1)).toBeNull();
  });
});

describe('pausedWords', () => {
  it('says what the engine of a waiting job waits for, unless its own hour is yet to come', () => {
    const pauses = [{ engine: 'sketch', reason: 'budget_reached', userMessage: 'x' }] as const;
    expect(pausedWords(jobOf(), pauses, nowMs)).toBe('Waits for the budget');
    expect(pausedWords(jobOf({ engine: 'own-gpu' }), pauses, nowMs)).toBeNull();
    expect(pausedWords(jobOf({ runAt: new Date(nowMs + 1000).toISOString() }), pauses, nowMs)).toBeNull();
  });
});
