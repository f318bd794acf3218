import { newAssetId } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { assetOf } from '../../testing/asset-of.ts';
import { jobOf } from '../../testing/job-of.ts';
import { takesOf } from './takes.ts';

const made = (prompt: string, finishedAt: string) =>
  jobOf({ state: 'succeeded', input: { prompt }, output: { assetIds: [newAssetId()] }, finishedAt });

describe('takesOf', () => {
  const first = made('A fox', '2026-11-22T10:00:00.000Z');
  const second = made(' A fox ', '2026-11-22T11:00:00.000Z');
  const other = made('A boat', '2026-11-22T12:00:00.000Z');
  const origin = { kind: 'text_to_video', engine: 'sketch', model: null, seed: 1, prompt: 'A fox' } as const;
  const imported = assetOf({ type: 'video', origin, createdAt: '2026-11-22T09:00:00.000Z' });

  it('finds clips with the same words, of jobs and of the library, each once', () => {
    const known = assetOf({ type: 'video', origin, id: first.output.assetIds[0]!, jobId: first.id });
    const takes = takesOf(first, [first, second, other], [imported, known]);
    expect(takes.map(({ asset }) => asset)).toEqual([imported.id, first.output.assetIds[0], second.output.assetIds[0]]);
    expect(takes.map(({ job }) => job)).toEqual([null, first.id, second.id]);
  });

  it('leaves out what lies in the trash, and finds none without a prompt', () => {
    const trashed = { ...imported, deletedAt: '2026-11-22T12:00:00.000Z' };
    expect(takesOf(other, [], [trashed])).toHaveLength(1);
    expect(takesOf(jobOf({ state: 'succeeded', input: {} }), [first], [imported])).toEqual([]);
  });
});
