import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../testing/job-of.ts';
import { leadingFraction, titlePrefix, withTitlePrefix } from './page-title.ts';
import { queueCounts } from './queue-counts.ts';
import { queueSections } from './queue-order.ts';

const prefixOf = (...jobs: ReturnType<typeof jobOf>[]) => {
  const sections = queueSections(jobs);
  return titlePrefix(sections, queueCounts(sections, undefined, false));
};

describe('titlePrefix', () => {
  it('counts what is not at its end and shows how far the first one is', () => {
    expect(prefixOf(runningJob(0.649), jobOf())).toBe('(2) 64 % · ');
  });

  it('shows no percentage that nobody measured', () => {
    expect(prefixOf(runningJob(null))).toBe('(1) · ');
    expect(prefixOf(jobOf())).toBe('(1) · ');
  });

  it('never rounds up to 100 before the end', () => {
    expect(prefixOf(runningJob(0.9999))).toBe('(1) 99 % · ');
  });

  it('is not there when nothing is on its way', () => {
    expect(prefixOf(jobOf({ state: 'succeeded' }), jobOf({ state: 'failed' }))).toBe('');
    expect(leadingFraction(queueSections([jobOf({ state: 'failed' })]))).toBeUndefined();
  });
});

describe('withTitlePrefix', () => {
  it('takes the place of the prefix before it, whatever the page is called', () => {
    expect(withTitlePrefix('VideoExpress AI', '(2) 64 % · ')).toBe('(2) 64 % · VideoExpress AI');
    expect(withTitlePrefix('(2) 64 % · Library', '(1) · ')).toBe('(1) · Library');
    expect(withTitlePrefix('(1) · Library', '')).toBe('Library');
    expect(withTitlePrefix('(2024) A film', '')).toBe('(2024) A film');
  });
});
