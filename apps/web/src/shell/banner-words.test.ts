import type { ServiceHealth } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { serviceBanner } from './banner-words.ts';

function service(id: string, status: ServiceHealth['status'], fix: string | null = null): ServiceHealth {
  return { id, label: id.toUpperCase(), status, latencyMs: null, detail: `About ${id}.`, fix };
}

describe('serviceBanner', () => {
  it('is there for the worst only', () => {
    const banner = serviceBanner([
      service('a', 'degraded'),
      service('b', 'down', 'Free some disk space.'),
      service('c', 'down'),
    ]);
    expect(banner).toMatchObject({ tone: 'negative', fact: 'B is down.', meaning: 'Free some disk space.' });
    expect(banner?.details).toBe('b: down\nAbout b.\nFree some disk space.');
  });

  it('warns of what is not well, and says what it knows where there is no way out', () => {
    expect(serviceBanner([service('a', 'degraded')])).toMatchObject({ tone: 'warning', meaning: 'About a.' });
  });

  it('is quiet where all is well, not set up, or said by the queue itself', () => {
    expect(
      serviceBanner([service('a', 'ok'), service('b', 'not_configured'), service('queue', 'degraded')]),
    ).toBeNull();
  });
});
