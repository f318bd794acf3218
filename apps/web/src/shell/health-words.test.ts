import type { ServiceHealth } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { overallHealth, withoutWord } from './health-words.ts';

const service = (label: string, status: ServiceHealth['status']): ServiceHealth => ({
  id: label.toLowerCase(),
  label,
  status,
  latencyMs: null,
  detail: '',
  fix: null,
});

describe('overallHealth', () => {
  it('names the service that is worst', () => {
    const services = [service('Queue', 'ok'), service('Sketch', 'degraded'), service('Storage', 'down')];
    expect(overallHealth(services)).toEqual({ status: 'down', words: 'Storage: down' });
    expect(overallHealth(services.slice(0, 2))).toEqual({ status: 'degraded', words: 'Sketch: degraded' });
  });

  it('is well although something is not set up', () => {
    expect(overallHealth([service('Queue', 'ok'), service('RunPod', 'not_configured')]).words).toBe('All well');
  });
});

it('does not say twice that something is not set up', () => {
  expect(withoutWord('Not set up. Crashes are not reported.', 'Not set up')).toBe('Crashes are not reported.');
  expect(withoutWord('No key.', 'Not set up')).toBe('No key.');
});
