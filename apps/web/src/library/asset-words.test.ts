import { describe, expect, it } from 'vitest';
import { clipOf } from '../testing/clip-of.ts';
import { countWords, keptWords, lengthTag, sourceWords, whenWords } from './asset-words.ts';

const nowMs = new Date(2026, 10, 22, 15, 0).getTime();
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

describe('words about assets', () => {
  it('count them', () => {
    expect(countWords(1204, 'video')).toBe('1,204 clips');
    expect(countWords(1, 'image')).toBe('1 picture');
    expect(countWords(0)).toBe('0 files');
  });

  it('say when they were made', () => {
    expect(whenWords(at(2026, 10, 22, 14, 59), nowMs)).toBe('1 min ago');
    expect(whenWords(at(2026, 10, 22, 0, 30), nowMs)).toBe('14 h ago');
    expect(whenWords(at(2026, 10, 21, 23, 30), nowMs)).toBe('yesterday');
    expect(whenWords(at(2026, 10, 20, 12, 0), nowMs)).toBe('Friday');
    expect(whenWords(at(2026, 10, 3, 12, 0), nowMs)).toBe('3 Nov');
    expect(whenWords(at(2025, 10, 3, 12, 0), nowMs)).toBe('3 Nov 2025');
    expect(whenWords(new Date(nowMs + 5000).toISOString(), nowMs)).toBe('just now');
  });

  it('say where they come from', () => {
    const { origin: _, ...brought } = clipOf();
    expect(sourceWords(clipOf(), { sketch: 'Sketch' })).toBe('Sketch');
    expect(sourceWords(clipOf(), {})).toBe('sketch');
    expect(sourceWords(brought, {})).toBe('Imported');
    expect(sourceWords({ ...brought, sourceAssetId: clipOf().id }, {})).toBe('Saved frame');
  });

  it('tell lengths', () => {
    expect([1.04, 12.44, 59.4, 59.96, 72].map(lengthTag)).toEqual(['1.0 s', '12.4 s', '59.4 s', '1:00', '1:12']);
  });

  it('tell how long the trash keeps them', () => {
    const deletedAt = at(2026, 10, 22, 15, 0);
    expect(keptWords(deletedAt, 7, nowMs)).toBe('7 days left');
    expect(keptWords(deletedAt, 7, nowMs - 30_000)).toBe('7 days left');
    expect(keptWords(deletedAt, 1, nowMs)).toBe('1 day left');
    expect(keptWords(deletedAt, 1, nowMs + 1000)).toBe('less than a day left');
  });
});
