import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../testing/job-of.ts';
import { queueSections } from './queue-order.ts';
import { startEstimates } from './start-estimates.ts';

const nowMs = Date.parse('2026-11-22T10:10:00.000Z');
const secondsAgo = (seconds: number) => new Date(nowMs - seconds * 1000).toISOString();
const one = [{ id: 'sketch', maxConcurrent: 1 }];
const inSeconds = (jobs: Parameters<typeof queueSections>[0], engines = one) => {
  const estimates = startEstimates(queueSections(jobs), engines, nowMs);
  return queueSections(jobs).queued.map((job) => {
    const at = estimates.get(job.id);
    return at === undefined ? null : (at - nowMs) / 1000;
  });
};
const running = (elapsed: number, expected: number | null) =>
  runningJob(0.5, { startedAt: secondsAgo(elapsed), expectedSeconds: expected });

describe('startEstimates', () => {
  it('adds up what is in front', () => {
    const jobs = [running(20, 60), jobOf({ expectedSeconds: 100 }), jobOf({ expectedSeconds: 5 }), jobOf()];
    expect(inSeconds(jobs)).toEqual([40, 140, 145]);
  });

  it('says nothing behind a job that nobody knows the length of, running or waiting', () => {
    expect(inSeconds([running(20, null), jobOf()])).toEqual([null]);
    expect(inSeconds([running(0, 30), jobOf({ expectedSeconds: null }), jobOf()])).toEqual([30, null]);
  });

  it('says nothing while what runs takes longer than it usually does', () => {
    expect(inSeconds([running(90, 60), jobOf()])).toEqual([null]);
  });

  it('fills each free place of an engine that does several at once', () => {
    const two = [{ id: 'sketch', maxConcurrent: 2 }];
    const jobs = [running(0, 60), jobOf({ expectedSeconds: 20 }), jobOf({ expectedSeconds: 50 }), jobOf()];
    expect(inSeconds(jobs, two)).toEqual([0, 20, 60]);
  });

  it('keeps engines apart', () => {
    const other = jobOf({ engine: 'other', expectedSeconds: 9 });
    const engines = [...one, { id: 'other', maxConcurrent: 1 }];
    expect(inSeconds([running(0, null), jobOf({ expectedSeconds: 9 }), other], engines)).toEqual([0, null]);
  });

  it('promises nothing past the hour at which a job is to start', () => {
    const later = jobOf({ runAt: new Date(nowMs + 50_000).toISOString(), expectedSeconds: 10 });
    const jobs = [running(0, 30), later, jobOf({ expectedSeconds: 40 }), jobOf()];
    expect(inSeconds(jobs)).toEqual([null, 30, null]);
  });
});
