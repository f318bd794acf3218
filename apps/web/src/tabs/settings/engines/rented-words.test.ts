import type { Job, RentedWorkers } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { runningJob } from '../../../testing/job-of.ts';
import { usualClickToRender, warmWords, workerCounts } from './rented-words.ts';

function workersOf(parts: Partial<RentedWorkers> = {}): RentedWorkers {
  return {
    running: 2,
    idle: 0,
    starting: 0,
    throttled: 1,
    unhealthy: 0,
    keptWarm: 0,
    most: 3,
    gpu: 'RTX 4090',
    pricePerSecondUsd: 0.000_31,
    ...parts,
  };
}

describe('the workers of a rented engine', () => {
  it('are counted by what they do, what there is none of being left out', () => {
    expect(workerCounts(workersOf())).toEqual([
      { label: 'running', count: 2 },
      { label: 'idle', count: 0 },
      { label: 'throttled', count: 1 },
    ]);
  });

  it('cost by the hour and by the day when they are kept warm', () => {
    expect(warmWords(workersOf())).toBe('Keeping one warm would cost about $1.12 an hour, $26.78 a day, on RTX 4090.');
    expect(warmWords(workersOf({ keptWarm: 2, gpu: null }))).toBe(
      'Keeping 2 warm costs about $2.23 an hour, $53.57 a day.',
    );
    expect(warmWords(workersOf({ keptWarm: 1 }))).toContain('Keeping one warm costs about $1.12 an hour');
    expect(warmWords(workersOf({ pricePerSecondUsd: null }))).toBeNull();
  });
});

describe('the usual time from click to running', () => {
  const after = (seconds: number, parts: Partial<Job> = {}) =>
    runningJob(0.1, {
      progress: {
        fraction: 0.1,
        stage: 'Step 1 of 10',
        renderStartedAt: new Date(Date.parse('2026-11-22T10:00:00.000Z') + seconds * 1000).toISOString(),
      },
      ...parts,
    });

  it('is the median of the newest jobs of the engine', () => {
    const others = [after(900, { engine: 'own-gpu' }), runningJob(0.1)];
    expect(usualClickToRender([after(60), after(10), after(20), ...others], 'sketch')).toEqual({
      ms: 20_000,
      basedOn: 3,
    });
    expect(usualClickToRender(others, 'sketch')).toBeNull();
  });
});
