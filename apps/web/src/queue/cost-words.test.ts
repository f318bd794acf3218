import type { Engine, Job } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { engineOf } from '../testing/engine-of.ts';
import { jobOf, runningJob } from '../testing/job-of.ts';
import { modelOf } from '../testing/model-of.ts';
import { endedCostWords, expectedWords, jobCostWords, soFarWords, spentWords } from './cost-words.ts';
import { doubleChargeWords } from './double-charge.ts';
import { clickToRenderMs } from './running-words.ts';

const engineFor = (pricePerSecondUsd: number | null): readonly Engine[] => [
  engineOf({ label: 'RunPod', models: [{ ...modelOf(), pricePerSecondUsd }] }),
];
const paid = engineFor(0.000_31);
const unknown = engineFor(null);
const free = engineFor(0);
const cost = (estimatedUsd: number | null, actualUsd: number | null): Pick<Job, 'cost'> => ({
  cost: { estimatedUsd, actualUsd },
});

describe('what a running job has cost', () => {
  const running = (costUsd: number | undefined, parts: Partial<Job> = {}) =>
    runningJob(0.5, {
      progress: { fraction: 0.5, stage: 'Step 5 of 10', ...(costUsd === undefined ? {} : { costUsd }) },
      ...parts,
    });

  it('is said as far as it is known, and as no bill', () => {
    expect(soFarWords(running(0.0412), paid)).toBe('~$0.04 so far');
    expect(soFarWords(running(0.0004), paid)).toBe('<$0.01 so far');
    expect(soFarWords(running(undefined), paid)).toBeNull();
    expect(soFarWords(running(undefined), free)).toBeNull();
  });

  it('is nothing while it only waits at an engine that bills by the second', () => {
    const waiting = running(undefined, { state: 'submitted' });
    expect(soFarWords(waiting, paid)).toBe('Nothing billed yet');
    expect(soFarWords(waiting, free)).toBeNull();
    expect(soFarWords(waiting, unknown)).toBeNull();
  });

  it('is said no more once the job has ended', () => {
    expect(
      soFarWords(jobOf({ state: 'failed', progress: { fraction: null, stage: 'Failed', costUsd: 1 } }), paid),
    ).toBe(null);
  });
});

describe('what an ended job has cost', () => {
  it('is said with its clip, and without one only where something was spent', () => {
    const ended = (state: Job['state'], actualUsd: number | null) =>
      endedCostWords(jobOf({ state, ...cost(1, actualUsd) }));
    expect(ended('succeeded', 0.0612)).toBe('$0.06');
    expect(ended('succeeded', 0.001)).toBe('<$0.01');
    expect(ended('succeeded', 0)).toBe('free');
    expect(ended('succeeded', null)).toBeNull();
    expect(ended('cancelled', 0.02)).toBe('$0.02');
    expect(ended('cancelled', 0)).toBeNull();
  });

  it('stands next to what was expected', () => {
    const ended = (parts: Partial<Job>) => jobOf({ state: 'succeeded', submissions: 1, ...parts });
    expect(jobCostWords(ended(cost(0.1, 0.061)), paid)).toBe('$0.06, about $0.10 expected');
    expect(jobCostWords(ended(cost(null, 0.061)), paid)).toBe('$0.06');
    expect(jobCostWords(ended(cost(0.1, null)), paid)).toBe('not known, about $0.10 expected');
    expect(jobCostWords(ended({}), unknown)).toBe('not known');
    expect(jobCostWords(ended(cost(0, 0)), free)).toBe('free');
    expect(jobCostWords(jobOf(cost(0.1, null)), paid)).toBe('about $0.10 expected');
    expect(jobCostWords(jobOf(), paid)).toBeNull();
    expect(expectedWords(jobOf(cost(0, null)))).toBeNull();
  });
});

describe('whether a job that came to nothing cost anything', () => {
  const failed = (userMessage: string, parts: Partial<Job> = {}) =>
    jobOf({
      state: 'failed',
      submissions: 1,
      error: { code: 'engine_failed', detail: 'x', userMessage, retryable: true },
      ...parts,
    });

  it('says what was spent, or that nothing was', () => {
    expect(spentWords(failed('It stopped.', cost(null, 0.03)), [])).toBe('$0.03 spent.');
    expect(spentWords(failed('It stopped.', cost(null, 0)), [])).toBe('Nothing was spent.');
    expect(spentWords(failed('It stopped.', { submissions: 0 }), [])).toBe('Nothing was spent.');
    expect(spentWords(failed('It stopped.'), free)).toBe('Nothing was spent.');
  });

  it('admits what it does not know, and does not say twice what the sentence said', () => {
    expect(spentWords(failed('It stopped.'), unknown)).toBe('What it cost is not known.');
    expect(spentWords(failed('It is gone. Nothing was spent.'), unknown)).toBeNull();
    expect(spentWords({ ...failed('YouTube has it already.'), kind: 'publish' }, unknown)).toBeNull();
  });
});

describe('a possible double charge', () => {
  const sent = (attempt: number, submissions: number) => runningJob(null, { attempt, submissions });

  it('is a job that was sent more often than it was tried', () => {
    expect(doubleChargeWords(sent(1, 2), paid)).toBe(
      'The answer of RunPod to a submission was lost, so it was sent once more. It may have been charged twice: see the bill of RunPod.',
    );
    expect(doubleChargeWords(sent(2, 4), unknown)).toContain('2 times more');
    expect(doubleChargeWords(sent(1, 1), paid)).toBeNull();
    expect(doubleChargeWords(sent(2, 2), paid)).toBeNull();
  });

  it('is none where nothing is charged', () => {
    expect(doubleChargeWords(sent(1, 2), free)).toBeNull();
  });
});

describe('the time from the click to running', () => {
  const began = (parts: Partial<Job>) =>
    clickToRenderMs(
      runningJob(0.1, {
        progress: { fraction: 0.1, stage: 'Step 1 of 10', renderStartedAt: '2026-11-22T10:00:42.000Z' },
        ...parts,
      }),
    );

  it('is known once the engine was seen at work, of a job that began at once', () => {
    expect(began({})).toBe(42_000);
    expect(began({ attempt: 2 })).toBeNull();
    expect(began({ runAt: '2026-11-22T10:00:40.000Z' })).toBeNull();
    expect(clickToRenderMs(runningJob(0.1))).toBeNull();
  });
});
