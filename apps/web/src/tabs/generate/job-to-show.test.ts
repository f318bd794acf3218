import { type Job, newAssetId } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { queueSections } from '../../queue/queue-order.ts';
import { jobOf, runningJob } from '../../testing/job-of.ts';
import { jobToShow } from './job-to-show.ts';

const shown = (jobs: readonly Job[], here: readonly Job[] = []) =>
  jobToShow(
    queueSections(jobs),
    here.map(({ id }) => id),
  );

describe('jobToShow', () => {
  const clip = jobOf({
    state: 'succeeded',
    output: { assetIds: [newAssetId()] },
    finishedAt: '2026-11-22T10:00:05.000Z',
  });
  const newer = {
    ...clip,
    ...jobOf({ state: 'succeeded', output: clip.output, finishedAt: '2026-11-22T10:00:09.000Z' }),
  };
  const running = runningJob(0.4);

  it('shows the newest clip, also while a job of another window runs', () => {
    expect(shown([clip, newer, running])).toBe(newer);
  });

  it('shows what was queued here while it runs, not while it waits', () => {
    const waiting = jobOf();
    expect(shown([clip, waiting, running], [running, waiting])).toBe(running);
    expect(shown([clip, waiting], [waiting])).toBe(clip);
    expect(shown([clip, newer], [newer])).toBe(newer);
  });

  it('leaves posts to the Social Hub', () => {
    const post = runningJob(0.4, { kind: 'publish' });
    expect(shown([post])).toBeNull();
    expect(shown([post, clip])).toBe(clip);
  });

  it('shows what is on its way while there is no clip, and nothing where there is no job', () => {
    const waiting = jobOf();
    expect(shown([waiting, running])).toBe(running);
    expect(shown([waiting])).toBe(waiting);
    expect(shown([])).toBeNull();
  });
});
