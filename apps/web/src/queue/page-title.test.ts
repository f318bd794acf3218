import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../testing/job-of.ts';
import { pageTitle } from './page-title.ts';
import { queueSections } from './queue-order.ts';

const titleOf = (...jobs: ReturnType<typeof jobOf>[]) => pageTitle(queueSections(jobs));

describe('pageTitle', () => {
  it('counts what is not at its end and shows how far the first one is', () => {
    expect(titleOf(runningJob(0.649), jobOf())).toBe('(2) 64 % · VideoExpress AI');
  });

  it('shows no percentage that nobody measured', () => {
    expect(titleOf(runningJob(null))).toBe('(1) · VideoExpress AI');
    expect(titleOf(jobOf())).toBe('(1) · VideoExpress AI');
  });

  it('never rounds up to 100 before the end', () => {
    expect(titleOf(runningJob(0.9999))).toBe('(1) 99 % · VideoExpress AI');
  });

  it('is the name alone when nothing is on its way', () => {
    expect(titleOf(jobOf({ state: 'succeeded' }), jobOf({ state: 'failed' }))).toBe('VideoExpress AI');
  });
});
