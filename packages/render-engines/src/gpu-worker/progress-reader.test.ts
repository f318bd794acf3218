import { describe, expect, it } from 'vitest';
import { ProgressReader } from './progress-reader.ts';

const head = { type: 'progress', schema_version: 1, worker_version: '0.1.0' };
const report = (seq: number, stage: string, fraction: number | null, more: object = {}) => ({
  ...head,
  seq,
  stage,
  fraction,
  ...more,
});

describe('the reports of a render', () => {
  it('become stages as a person reads them', () => {
    const reader = new ProgressReader('Starting');
    expect(reader.read(undefined)).toEqual({ fraction: null, stage: 'Starting' });
    expect(reader.read(report(0, 'load', null))).toEqual({ fraction: null, stage: 'Loading model' });
    expect(reader.read(report(1, 'denoise', 0.4, { step: 12, total_steps: 30, eta_s: 18 }))).toEqual({
      fraction: 0.4,
      stage: 'Step 12 of 30',
      step: 12,
      totalSteps: 30,
      etaSeconds: 18,
    });
    expect(reader.read(report(2, 'upload', 0.97))).toEqual({ fraction: 0.97, stage: 'Uploading' });
  });

  it('never go back, whatever order they come in', () => {
    const reader = new ProgressReader('Starting');
    reader.read(report(4, 'decode', 0.9));
    expect(reader.read(report(3, 'denoise', 0.5, { step: 15, total_steps: 30 }))).toMatchObject({ stage: 'Decoding' });
    // A newer one that knows less is believed about its stage, not about the whole.
    expect(reader.read(report(5, 'encode', 0.1))).toEqual({ fraction: 0.9, stage: 'Encoding' });
    expect(reader.read(report(6, 'encode', null))).toEqual({ fraction: 0.9, stage: 'Encoding' });
  });

  it('are a sign of life also where nothing measured changes', () => {
    const reader = new ProgressReader('Starting');
    expect(reader.signs).toBe(0);
    reader.read(report(0, 'load', null));
    const first = reader.signs;
    reader.read(report(1, 'load', null));
    expect(reader.signs).toBeGreaterThan(first);
  });

  it.each([
    ['text', 'halfway'],
    ['another shape', { progress: '4/10' }],
    ['an unknown stage', report(9, 'dreaming', 0.5)],
    ['a fraction out of bounds', report(9, 'decode', 1.5)],
    ['nothing', null],
  ])('that are %s change nothing', (_name, raw) => {
    const reader = new ProgressReader('Starting');
    reader.read(report(1, 'denoise', 0.4, { step: 1, total_steps: 2 }));
    expect(reader.read(raw)).toMatchObject({ fraction: 0.4, stage: 'Step 1 of 2' });
  });

  it('of another version say so, with both numbers', () => {
    const reader = new ProgressReader('Starting');
    const { stage } = reader.read({ ...report(0, 'load', null), schema_version: 2 });
    expect(stage).toBe(
      'The GPU worker 0.1.0 speaks version 2 of the protocol, this studio version 1. Update the studio.',
    );
  });
});
