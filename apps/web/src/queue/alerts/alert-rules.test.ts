import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../../testing/job-of.ts';
import { alertFor, alertToHear, alertWays } from './alert-rules.ts';

const error = { code: 'engine_failed', detail: 'x', userMessage: 'Sketch stopped. Retry.', retryable: true } as const;

describe('alertFor', () => {
  it('tells of a clip that is done, and of one that failed with the reason', () => {
    const done = jobOf({ state: 'succeeded' });
    expect(alertFor(runningJob(0.9), done)).toEqual({
      jobId: done.id,
      kind: 'done',
      title: 'The clip is done',
      body: 'A red fox in snow',
    });
    expect(alertFor(runningJob(0.9), jobOf({ state: 'failed', error }))).toMatchObject({
      kind: 'failed',
      body: 'A red fox in snow. Sketch stopped. Retry.',
    });
  });

  it('tells of a post by the service that it went to', () => {
    const input = { title: 'The keeper', service: 'youtube' };
    expect(alertFor(runningJob(0.9), jobOf({ kind: 'publish', input, state: 'succeeded' }))).toMatchObject({
      title: 'The post is at YouTube',
      body: 'The keeper',
    });
    expect(alertFor(runningJob(0.9), jobOf({ kind: 'publish', input, state: 'failed', error }))).toMatchObject({
      title: 'YouTube: not posted',
    });
  });

  it('is silent about what a person did, what goes on, and what had ended before', () => {
    expect(alertFor(runningJob(0.9), jobOf({ state: 'cancelled' }))).toBeNull();
    expect(alertFor(jobOf(), runningJob(0.1))).toBeNull();
    expect(alertFor(undefined, jobOf({ state: 'succeeded' }))).toBeNull();
    expect(alertFor(jobOf({ state: 'succeeded' }), jobOf({ state: 'succeeded' }))).toBeNull();
  });
});

describe('alertToHear', () => {
  it('is one tone for one moment', () => {
    const done = alertFor(runningJob(0.9), jobOf({ state: 'succeeded' }))!;
    const failed = alertFor(runningJob(0.9), jobOf({ state: 'failed', error }))!;
    expect([alertToHear([]), alertToHear([done]), alertToHear([done, failed])]).toEqual([null, 'done', 'failed']);
  });
});

describe('alertWays', () => {
  const moment = {
    wanted: { sound: true, desktop: true },
    sounds: true,
    notifies: true,
    isAllowed: true,
    isLookedAt: false,
  };

  it('does both when both are wanted and nobody looks', () => {
    expect(alertWays(moment)).toEqual({ sound: true, desktop: true });
  });

  it('shows no notification to someone who looks at the studio, but sounds', () => {
    expect(alertWays({ ...moment, isLookedAt: true })).toEqual({ sound: true, desktop: false });
  });

  it('leaves it to the window whose turn it is', () => {
    expect(alertWays({ ...moment, sounds: false, notifies: false })).toEqual({ sound: false, desktop: false });
  });

  it('does nothing that is not wanted, or that the browser forbids', () => {
    expect(alertWays({ ...moment, wanted: { sound: false, desktop: false } })).toEqual({
      sound: false,
      desktop: false,
    });
    expect(alertWays({ ...moment, isAllowed: false })).toEqual({ sound: true, desktop: false });
  });
});
