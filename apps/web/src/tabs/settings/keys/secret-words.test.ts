import type { Secret } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { nameOf, placeOf } from './secret-words.ts';

const secret: Secret = {
  name: 'RUNPOD_API_KEY',
  label: 'API key',
  service: { id: 'runpod', label: 'RunPod' },
  from: '',
  set: true,
  lastFour: null,
  source: 'keychain',
  setIn: null,
  stored: 'keychain',
  problem: null,
  undoUntil: null,
};

describe('the words for a secret', () => {
  it('name it by its service', () => {
    expect(nameOf(secret)).toBe('RunPod API key');
    expect(nameOf({ ...secret, label: 'Secret access key' })).toBe('RunPod secret access key');
    expect(nameOf({ ...secret, label: 'OAuth client secret' })).toBe('RunPod OAuth client secret');
  });

  it.each([
    [{ source: null, stored: null }, ''],
    [{}, 'Keychain'],
    [{ source: 'file', stored: 'file' }, 'Sealed file'],
    [{ source: 'env', setIn: 'env_file', stored: null }, 'Set in a .env, which wins over this page.'],
    [
      { source: 'env', setIn: 'environment', stored: 'file' },
      'Set in the environment, which wins over this page. Another is kept in the sealed file.',
    ],
  ] as const)('say where it comes from: %j', (change, words) => {
    expect(placeOf({ ...secret, ...change })).toBe(words);
  });
});
