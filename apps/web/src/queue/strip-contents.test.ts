import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../testing/job-of.ts';
import { queueCounts } from './queue-counts.ts';
import { queueSections } from './queue-order.ts';
import { stripContents } from './strip-contents.ts';

const contentsOf = (jobs: ReturnType<typeof jobOf>[]) => {
  const sections = queueSections(jobs);
  return stripContents(sections, queueCounts(sections, undefined, false));
};

describe('stripContents', () => {
  it('has a ring for each running job, with dots where nothing is measured, and counts what waits', () => {
    const jobs = [runningJob(0.407), runningJob(null), jobOf(), jobOf(), jobOf({ state: 'failed' })];
    const contents = contentsOf(jobs);
    expect(contents.rings.map(({ text }) => text).toSorted()).toEqual(['40', '…']);
    expect(contents.rings.map(({ label }) => label)).toContain('A red fox in snow: Drawing, 40 %');
    expect(contents).toMatchObject({ more: 2, moreLabel: '2 waiting' });
  });

  it('counts the running jobs that have no room for a ring', () => {
    const jobs = [...Array.from({ length: 8 }, () => runningJob(0.1)), jobOf()];
    const contents = contentsOf(jobs);
    expect(contents.rings).toHaveLength(6);
    expect(contents).toMatchObject({ more: 3, moreLabel: '2 more running, 1 waiting' });
  });

  it('is empty for an idle queue', () => {
    expect(contentsOf([])).toEqual({ rings: [], more: 0, moreLabel: '' });
  });
});
