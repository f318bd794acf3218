import { describe, expect, it } from 'vitest';
import { savedName, uniqueNames } from './saved-names.ts';

describe('the name of a saved file', () => {
  it.each([
    ['A red fox', 'video/mp4', 'A red fox.mp4'],
    ['A red fox.mp4', 'video/mp4', 'A red fox.mp4'],
    ['photo.JPEG', 'image/jpeg', 'photo.JPEG'],
    ['v1.5 final', 'image/png', 'v1.5 final.png'],
    ['a/b\\c: "d" <e> |f?*', 'video/mp4', 'a b c d e f.mp4'],
    ['../../etc/passwd', 'video/mp4', 'etc passwd.mp4'],
    ['...', 'video/mp4', 'Untitled.mp4'],
    ['con', 'video/mp4', 'con_.mp4'],
    ['LPT1.notes', 'video/mp4', 'LPT1_.notes.mp4'],
    ['静かな湖', 'video/mp4', '静かな湖.mp4'],
    ['ثعلب أحمر', 'video/mp4', 'ثعلب أحمر.mp4'],
    ['gpj.\u202eexe', 'image/png', 'gpj. exe.png'],
    ['cafe\u0301', 'video/mp4', 'caf\u00e9.mp4'],
    ['\ud800', 'video/mp4', '\ufffd.mp4'],
  ])('of %j is %s %j', (name, type, expected) => {
    expect(savedName(name, type)).toBe(expected);
  });

  it('fits every file system, and cuts no character in two', () => {
    const long = savedName('👩‍🚀'.repeat(200), 'video/mp4');
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(200);
    expect(long).toMatch(/^(👩‍🚀)+\.mp4$/u);
  });
});

it('names in one archive are different, also where case makes no difference', () => {
  expect(uniqueNames(['Fox.mp4', 'fox.mp4', 'fox (2).mp4', 'fox.png', 'FOX.mp4'])).toEqual([
    'Fox.mp4',
    'fox (2).mp4',
    'fox (2) (2).mp4',
    'fox.png',
    'FOX (3).mp4',
  ]);
});
