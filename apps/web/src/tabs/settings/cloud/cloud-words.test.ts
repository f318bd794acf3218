import type { Cloud } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { lagText } from './cloud-words.ts';

const nowMs = Date.parse('2026-01-02T00:00:00.000Z');
const cloud: Cloud = {
  configured: true,
  projectUrl: 'https://abc.supabase.co',
  signedInAs: 'ada@example.com',
  bypassesRules: false,
  state: 'waiting',
  detail: null,
  fix: null,
  changesBehind: 412,
  oldestBehindAt: '2026-01-01T21:00:00.000Z',
  lastCopiedAt: null,
  retryAt: null,
  machine: { id: 'mch_1', name: 'studio' },
  others: [],
  recoveryKeyShown: false,
};

describe('how far behind a copy is', () => {
  it.each([
    [{}, '412 changes behind, the oldest 3 h'],
    [{ changesBehind: 1, oldestBehindAt: '2026-01-01T23:58:00.000Z' }, '1 change behind, the oldest 2 min'],
    [{ changesBehind: 10_240, oldestBehindAt: '2025-12-31T00:00:00.000Z' }, '10,240 changes behind, the oldest 2 d'],
    [{ changesBehind: 3, oldestBehindAt: '2026-01-01T23:59:50.000Z' }, '3 changes behind'],
    [{ changesBehind: 0 }, null],
    [{ changesBehind: null }, null],
  ])('%j is said as %s', (facts, text) => {
    expect(lagText({ ...cloud, ...facts }, nowMs)).toBe(text);
  });
});
