import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seal, unseal } from './sealed-value.ts';

const key = randomBytes(32);

describe('a sealed value', () => {
  it('opens with its key and its name, and looks other each time', () => {
    const first = seal(key, 'RUNPOD_API_KEY', 'rpa_value');
    expect(unseal(key, 'RUNPOD_API_KEY', first)).toBe('rpa_value');
    expect(seal(key, 'RUNPOD_API_KEY', 'rpa_value')).not.toBe(first);
    expect(Buffer.from(first, 'base64').includes('rpa_value')).toBe(false);
  });

  it('opens under no other name, with no other key and with no byte changed', () => {
    const sealed = seal(key, 'RUNPOD_API_KEY', 'rpa_value');
    expect(unseal(key, 'OPENAI_API_KEY', sealed)).toBeNull();
    expect(unseal(randomBytes(32), 'RUNPOD_API_KEY', sealed)).toBeNull();
    const bytes = Buffer.from(sealed, 'base64');
    const broken = [...bytes.keys()].map((index) => {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((changed[index] ?? 0) ^ 1, index);
      return unseal(key, 'RUNPOD_API_KEY', changed.toString('base64'));
    });
    expect(broken.filter((value) => value !== null)).toEqual([]);
    for (const text of ['', '!', sealed.slice(0, 20), Buffer.alloc(29).toString('base64')]) {
      expect(unseal(key, 'RUNPOD_API_KEY', text)).toBeNull();
    }
  });
});
