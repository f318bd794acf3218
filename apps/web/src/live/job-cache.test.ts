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
});
