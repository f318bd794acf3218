import { describe, expect, it } from 'vitest';
import { countYoutubeTags, hashtagsOf, mentionsOf, postCounts, tooLong } from './post-limits.ts';

const nothing = { title: '', text: '', tags: [] };

describe('what the services count of a post', () => {
  it('counts a description at YouTube in bytes', () => {
    const [, description] = postCounts('youtube', { ...nothing, text: 'été 🌊' });
    expect(description).toMatchObject({ what: 'description', used: 10, most: 5000, unit: 'bytes' });
  });

  it('counts a caption at Instagram in characters, an emoji as two', () => {
    const [caption] = postCounts('instagram', { ...nothing, text: 'été 🌊' });
    expect(caption).toMatchObject({ what: 'caption', used: 6, most: 2200 });
  });

  it('counts the commas between tags, and two more for a tag with a space', () => {
    expect(countYoutubeTags([])).toBe(0);
    expect(countYoutubeTags(['sea'])).toBe(3);
    expect(countYoutubeTags(['sea', 'light house'])).toBe(3 + 1 + 11 + 2);
  });

  it('finds hashtags with a letter in them, in any script', () => {
    expect(hashtagsOf('#sea, (#Küste) #灯台 a#b #1 #2026film &#x27; ##two')).toEqual([
      '#sea',
      '#Küste',
      '#灯台',
      '#2026film',
      '#two',
    ]);
  });

  it('finds the accounts that are named, and takes no e-mail address for one', () => {
    expect(mentionsOf('with @low.tide. and @b_2, mail me@example.com')).toEqual(['@low.tide', '@b_2']);
  });

  it('says what is too long, and only that', () => {
    expect(tooLong('youtube', { ...nothing, title: 'a'.repeat(101), text: 'é'.repeat(2500) })).toMatchObject([
      { what: 'title', used: 101 },
    ]);
    expect(tooLong('youtube', { ...nothing, text: `${'é'.repeat(2500)}!` })).toMatchObject([{ what: 'description' }]);
    expect(tooLong('instagram', { ...nothing, text: '#a '.repeat(31) })).toMatchObject([
      { what: 'hashtags', used: 31 },
    ]);
    expect(tooLong('instagram', { ...nothing, text: '@a '.repeat(20) })).toEqual([]);
  });
});
