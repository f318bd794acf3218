import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../testing/job-of.ts';
import { announcement, announcements } from './announcements.ts';

describe('announcement', () => {
  it('says each quarter once, not each percent', () => {
    const steps = [0.1, 0.24, 0.26, 0.3, 0.5, 0.51, 0.9, 0.99].map((fraction) => runningJob(fraction));
    const spoken = steps.slice(1).map((job, index) => announcement(steps[index], job));
    expect(spoken).toEqual([
      null,
      '25 percent: A red fox in snow',
      null,
      '50 percent: A red fox in snow',
      null,
      '75 percent: A red fox in snow',
      null,
    ]);
  });

  it('says the ends, with the reason of a failure', () => {
    const before = runningJob(0.5);
    const error = {
      code: 'engine_failed',
      detail: 'x',
      userMessage: 'Sketch stopped. Retry.',
      retryable: true,
    } as const;
    expect(announcement(before, jobOf({ state: 'succeeded' }))).toBe('Done: A red fox in snow');
    expect(announcement(before, jobOf({ state: 'cancelled' }))).toBe('Cancelled: A red fox in snow');
    expect(announcement(before, jobOf({ state: 'failed', error }))).toBe(
      'Failed: A red fox in snow. Sketch stopped. Retry.',
    );
  });

  it('says that a new job waits, and cuts a long prompt between characters', () => {
    const long = announcement(undefined, jobOf({ input: { prompt: '🦊'.repeat(80) } }));
    expect(long).toBe(`Queued: ${'🦊'.repeat(60)}…`);
  });

  it('says nothing of jobs that were there before the page', () => {
    expect(announcement(undefined, runningJob(0.6))).toBeNull();
  });
});

describe('announcements', () => {
  const byId = (jobs: readonly ReturnType<typeof jobOf>[]) => Object.fromEntries(jobs.map((job) => [job.id, job]));

  it('counts a batch, and reads out what is only a few', () => {
    expect(announcements({}, byId([jobOf(), jobOf()]))).toBe('Queued: A red fox in snow. Queued: A red fox in snow');
    expect(announcements({}, byId(Array.from({ length: 200 }, () => jobOf())))).toBe('200 jobs queued');
  });

  it('counts the ends of many', () => {
    const jobs = Array.from({ length: 30 }, () => jobOf());
    const cancelled = jobs.map((job) => ({ ...job, state: 'cancelled' as const, version: 2 }));
    expect(announcements(byId(jobs), byId(cancelled))).toBe('30 cancelled');
    expect(announcements(byId(jobs), byId(jobs))).toBeNull();
  });
});
