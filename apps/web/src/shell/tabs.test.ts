import { describe, expect, it } from 'vitest';
import { tabAt } from './tabs.ts';

describe('tabAt', () => {
  it('gives every address of the studio to one tab', () => {
    const at = ['/', '/queue', '/jobs/job_1', '/social', '/library', '/assets/asset_1', '/settings', '/nowhere'];
    expect(at.map((path) => tabAt(path, false))).toEqual([
      'generate',
      'generate',
      'generate',
      'social',
      'library',
      'library',
      'settings',
      null,
    ]);
  });

  it('gives a job to the queue where there is no room for the form beside it', () => {
    expect(['/', '/queue', '/jobs/job_1'].map((path) => tabAt(path, true))).toEqual(['generate', 'queue', 'queue']);
  });
});
