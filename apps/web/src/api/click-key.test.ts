import { describe, expect, it } from 'vitest';
import { newClickKey } from './click-key.ts';

describe('newClickKey', () => {
  it('is another each time, and such as the daemon takes', () => {
    const keys = new Set(Array.from({ length: 100 }, newClickKey));
    expect(keys.size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });
});
