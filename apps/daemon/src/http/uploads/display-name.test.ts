import { describe, expect, it } from 'vitest';
import { displayName } from './display-name.ts';

describe('the name of an upload', () => {
  it.each([
    ['fox.png', 'fox.png'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\fox.png', 'fox.png'],
    ['a\u0000b\r\nc\u001b[31m.png', 'ab c[31m.png'],
    ['gpj.\u202eexe', 'gpj.exe'],
    ['  two   words .png ', 'two words .png'],
    ['👩‍🚀 नमस्ते.png', '👩‍🚀 नमस्ते.png'],
    ['', 'Untitled'],
    ['..', 'Untitled'],
    ['/', 'Untitled'],
    ['\ud800.png', '\ufffd.png'],
    ['שלום עולם.mp4', 'שלום עולם.mp4'],
  ])('%j becomes %j', (given, expected) => {
    expect(displayName(given)).toBe(expected);
  });

  it('keeps the start and the extension of a long one', () => {
    const name = displayName(`${'ä'.repeat(300)}.jpeg`);
    expect([...name].length).toBe(120);
    expect(name.endsWith('ää.jpeg')).toBe(true);
    expect([...displayName(`x.${'y'.repeat(300)}`)].length).toBe(120);
  });
});
