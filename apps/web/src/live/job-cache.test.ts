import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../testing/job-of.ts';
import { jobCacheOf, withJob, withoutJob } from './job-cache.ts';

describe('the cache of jobs', () => {
  const queued = jobOf();
  const running = { ...runningJob(0.5), id: queued.id };

  it('takes a newer version over an older one', () => {
    expect(withJob(jobCacheOf([queued], 1), running).byId[queued.id]).toBe(running);
  });

  it('ignores an older version, whoever brings it', () => {
    const cache = jobCacheOf([running], 1);
    expect(withJob(cache, queued)).toBe(cache);
    expect(jobCacheOf([running, queued], 1).byId[queued.id]).toBe(running);
  });

  it('leaves the other jobs as they are, by identity', () => {
    const other = jobOf();
    const cache = withJob(jobCacheOf([queued, other], 1), running);
    expect(cache.byId[other.id]).toBe(other);
  });

  it('forgets a deleted job, and says nothing changed for one it never knew', () => {
    const cache = jobCacheOf([queued], 1);
    expect(withoutJob(cache, queued.id).byId).toEqual({});
    expect(withoutJob(cache, 'job_unknown')).toBe(cache);
  });

  it('forgets the oldest ended jobs of a long day, never one that waits', () => {
    const ended = Array.from({ length: 600 }, (_, minute) =>
      jobOf({ state: 'succeeded', finishedAt: new Date(Date.UTC(2026, 10, 22, 0, minute)).toISOString() }),
    );
    const [cancelled, clip] = [jobOf({ state: 'cancelled' }), jobOf({ state: 'succeeded' })];
    expect(withJob(jobCacheOf(ended, 1), cancelled).byId[ended[0]!.id], 'another end').toBe(ended[0]);
    expect(withJob(jobCacheOf(ended.slice(0, 500), 1), clip).byId[ended[0]!.id]).toBeUndefined();
    const cache = ended.reduce(withJob, jobCacheOf([queued], 1));
    expect(Object.keys(cache.byId)).toHaveLength(501);
    expect(cache.byId[queued.id]).toBe(queued);
    expect(cache.byId[ended[99]!.id]).toBeUndefined();
    expect(cache.byId[ended[100]!.id]).toBe(ended[100]);
  });
});
