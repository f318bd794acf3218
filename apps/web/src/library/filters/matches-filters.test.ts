import { newProjectId } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { clipOf } from '../../testing/clip-of.ts';
import { noFilters } from './library-filters.ts';
import { matchesFilters } from './matches-filters.ts';

const nowMs = Date.parse('2026-11-22T12:00:00.000Z');
const clip = clipOf({ createdAt: '2026-11-22T11:59:00.000Z' });

describe('matchesFilters', () => {
  it('keeps the library and the trash apart', () => {
    const trashed = { ...clip, deletedAt: '2026-11-22T11:00:00.000Z' };
    expect(matchesFilters(clip, noFilters, nowMs)).toBe(true);
    expect(matchesFilters(trashed, noFilters, nowMs)).toBe(false);
    expect(matchesFilters(trashed, { ...noFilters, isTrash: true }, nowMs)).toBe(true);
  });

  it('cannot tell what words find, but what they surely do not', () => {
    expect(matchesFilters(clip, { ...noFilters, q: 'fox' }, nowMs)).toBe('unknown');
    expect(matchesFilters(clip, { ...noFilters, q: 'fox', type: 'image' }, nowMs)).toBe(false);
  });

  it('holds every filter against the asset', () => {
    const project = newProjectId();
    const shelved = { ...clip, projectId: project };
    expect(matchesFilters(clip, { ...noFilters, engine: 'runpod' }, nowMs)).toBe(false);
    expect(matchesFilters(clip, { ...noFilters, ratio: 'portrait' }, nowMs)).toBe(false);
    expect(matchesFilters(clip, { ...noFilters, isFavourite: true }, nowMs)).toBe(false);
    expect(matchesFilters(clip, { ...noFilters, seed: 8 }, nowMs)).toBe(false);
    expect(matchesFilters(clip, { ...noFilters, seed: 7 }, nowMs)).toBe(true);
    expect(matchesFilters(shelved, { ...noFilters, project: 'none' }, nowMs)).toBe(false);
    expect(matchesFilters(shelved, { ...noFilters, project }, nowMs)).toBe(true);
    expect(matchesFilters(clip, { ...noFilters, made: { kind: 'range', from: null, to: '2026-11-01' } }, nowMs)).toBe(
      false,
    );
  });
});
