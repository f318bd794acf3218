import { describe, expect, it } from 'vitest';
import { clipName } from './clip-name.ts';
import type { GenerateRequest } from './request.ts';

function wish(changes: Partial<Pick<GenerateRequest, 'prompt' | 'imageFile'>>): Parameters<typeof clipName>[0] {
  return { prompt: 'A red fox', imageFile: null, settings: new Map(), ...changes };
}

describe('a file name of a prompt', () => {
  it.each([
    ['A red fox in snow, at night. It runs and runs and runs', 'A red fox in snow, at night. It'],
    ['../../etc/passwd', 'etc passwd'],
    ['a/b\\c:d*e?"f<g>h|i', 'a b c d e f g h'],
    ['雪の中の狐', '雪の中の狐'],
    ['...', 'clip'],
    ['.hidden', 'hidden'],
    ['\u0000\u001b[31m', '[31m'],
    ['狐'.repeat(200), 'clip'],
  ])('%j is %j', (prompt, name) => {
    expect(clipName(wish({ prompt }))).toBe(name);
  });

  it('falls back on the picture', () => {
    expect(clipName(wish({ prompt: null, imageFile: 'in/My cat.jpeg' }))).toBe('My cat');
  });
});
