import { newAssetId } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../testing/job-of.ts';
import { newestClip, queueSections, retriedIds, sectionsOf } from './queue-order.ts';

const at = (second: number) => `2026-11-22T10:00:${String(second).padStart(2, '0')}.000Z`;

describe('queueSections', () => {
  it('sorts what runs by its start, what waits by its turn, and what ended by its end', () => {
    const later = runningJob(0.1, { startedAt: at(9) });
    const earlier = runningJob(0.9, { startedAt: at(1) });
    const second = jobOf();
    const third = jobOf({ priority: 5 });
    const first = jobOf({ priority: -1 });
    const old = jobOf({ state: 'failed', finishedAt: at(2) });
    const fresh = jobOf({ state: 'cancelled', finishedAt: at(8) });
    const sections = queueSections([old, third, later, second, fresh, earlier, first]);
    expect(sections).toEqual({ running: [earlier, later], queued: [first, second, third], ended: [fresh, old] });
  });

  it('puts priority first, then the place, then who came earlier', () => {
    const [a, b, c] = [jobOf({ position: 2 }), jobOf({ position: 1.5 }), jobOf({ position: 2 })];
    const urgent = jobOf({ priority: -1, position: 9 });
    expect(queueSections([c, a, urgent, b]).queued).toEqual([urgent, b, a, c]);
  });

  it('gives out jobs of one priority in the order they came', () => {
    const jobs = [jobOf(), jobOf(), jobOf()];
    expect(queueSections(jobs.toReversed()).queued).toEqual(jobs);
  });
});

describe('newestClip', () => {
  const clip = jobOf({
    state: 'succeeded',
    finishedAt: at(3),
    output: { assetIds: [newAssetId()] },
  });

  it('passes over what ended without a clip', () => {
    const failed = jobOf({ state: 'failed', finishedAt: at(9) });
    expect(newestClip(queueSections([failed, clip]))).toBe(clip);
    expect(newestClip(queueSections([failed]))).toBeNull();
  });
});

describe('sectionsOf', () => {
  it('keeps a section that an event did not touch, and sorts the same jobs only once', () => {
    const waiting = jobOf();
    const before = runningJob(0.1);
    const jobs = { [waiting.id]: waiting, [before.id]: before };
    const first = sectionsOf(jobs);
    expect(sectionsOf(jobs)).toBe(first);
    const later = { ...before, progress: { fraction: 0.2, stage: 'Drawing' } };
    const second = sectionsOf({ ...jobs, [before.id]: later });
    expect(second.queued).toBe(first.queued);
    expect(second.running).toEqual([later]);
  });
});

describe('retriedIds', () => {
  it('knows which jobs were queued again', () => {
    const failed = jobOf({ state: 'failed' });
    const again = jobOf({ retryOf: failed.id });
    expect(retriedIds([failed, again])).toEqual(new Set([failed.id]));
  });
});
