import { describe, expect, it } from 'vitest';
import { fromLocalField, toLocalField } from './local-time.ts';

describe('a moment in a field of local time', () => {
  it('comes back as it went in', () => {
    expect(toLocalField(fromLocalField('2026-12-24T18:05'))).toBe('2026-12-24T18:05');
  });

  it('is none where nothing, or nonsense, was typed', () => {
    expect(fromLocalField('')).toBeNull();
    expect(fromLocalField('soon')).toBeNull();
    expect(toLocalField(null)).toBe('');
  });
});
