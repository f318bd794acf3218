import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../testing/job-of.ts';
import { jobTitle, percentOf, publishingLabel, shortTitle, stageWords } from './job-words.ts';

describe('jobTitle', () => {
  it('is the prompt, or what the clip is made from', () => {
    expect(jobTitle(jobOf({ input: { prompt: '  A fox \n' } }))).toBe('A fox');
    expect(jobTitle(jobOf({ kind: 'image_to_video', input: {} }))).toBe('Picture in motion');
  });

  it('of a post is its own', () => {
    const post = jobOf({ kind: 'publish', input: { title: 'The keeper', service: 'youtube' } });
    expect(jobTitle(post)).toBe('The keeper');
    expect(publishingLabel(post)).toBe('YouTube');
    expect(publishingLabel(jobOf({ input: { prompt: 'A fox', service: 'youtube' } }))).toBe(null);
  });
});

describe('shortTitle', () => {
  it.each([
    ['A paper boat. The clouds part.', 'A paper boat'],
    ['Version 2.5 of the sea', 'Version 2.5 of the sea'],
    ['静かな湖。霧が晴れる。', '静かな湖'],
    ['First line\nsecond line', 'First line'],
    ['…', '…'],
    ['. . .', '. . .'],
  ])('of %j is %j', (prompt, title) => {
    expect(shortTitle(jobOf({ input: { prompt } }))).toBe(title);
  });
});

describe('stageWords', () => {
  it('adds the step unless the stage names it already', () => {
    const at = (stage: string) => runningJob(0.4, { progress: { fraction: 0.4, stage, step: 12, totalSteps: 30 } });
    expect(stageWords(at('Drawing'))).toBe('Drawing, 12 of 30');
    expect(stageWords(at('Step 12 of 30'))).toBe('Step 12 of 30');
  });

  it('says that a job waits again', () => {
    expect(stageWords(jobOf({ attempt: 2 }))).toBe('Queued again, attempt 2');
  });
});

describe('percentOf', () => {
  it('reaches 100 only at the end', () => {
    expect([0, 0.649, 0.999, 1].map(percentOf)).toEqual([0, 64, 99, 100]);
  });
});
