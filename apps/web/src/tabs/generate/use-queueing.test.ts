import { jobStates, type Queue, queueSchema } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../../testing/job-of.ts';
import { queuedWords } from './use-queueing.ts';

const noJobs = Object.fromEntries(jobStates.map((state) => [state, 0]));

describe('queuedWords', () => {
  it('says how many are before it', () => {
    const running = runningJob(0.5);
    const waiting = jobOf({ position: 1 });
    const added = jobOf({ position: 2 });
    expect(queuedWords([added], [added], undefined)).toBe('Queued.');
    expect(queuedWords([added], [running, waiting, added], undefined)).toBe('Queued. 2 before it.');
  });

  it('says what holds them back instead', () => {
    const queue = (parts: Partial<Queue>) =>
      queueSchema.parse({ paused: false, holds: [], enginePauses: [], solo: false, counts: noJobs, ...parts });
    const pause = { engine: 'sketch', reason: 'budget_reached', userMessage: 'x' } as const;
    const [one, other] = [jobOf(), jobOf()];
    expect(queuedWords([one], [one], queue({ enginePauses: [pause] }))).toBe('Queued. It waits for the budget.');
    expect(queuedWords([one, other], [one, other], queue({ enginePauses: [pause] }))).toBe(
      '2 clips queued. They wait for the budget.',
    );
    expect(queuedWords([one], [one], queue({ enginePauses: [{ ...pause, engine: 'runpod' }] }))).toBe('Queued.');
    expect(queuedWords([one], [one], queue({ paused: true, enginePauses: [pause] }))).toBe(
      'Queued. The queue is paused.',
    );
  });

  it('counts a batch once', () => {
    const running = runningJob(null);
    const batch = [jobOf({ position: 1 }), jobOf({ position: 2 })];
    expect(queuedWords(batch, [running, ...batch], undefined)).toBe('2 clips queued. 1 before them.');
  });
});
