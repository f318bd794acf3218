import { countBytes, countCharacters, countYoutubeTags, tooLong } from '@videoexpress/job-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawCaption } from './caption-writer.ts';
import { fitCaption } from './fit-caption.ts';

const youtube = (raw: Partial<RawCaption>): RawCaption => ({
  service: 'youtube',
  title: '',
  text: '',
  tags: [],
  hashtags: [],
  ...raw,
});
const instagram = (raw: Partial<RawCaption>): RawCaption => ({ ...youtube(raw), service: 'instagram' });

describe('a suggestion held to its service', () => {
  it('is taken as it is where it fits, with its hashtags in a line of their own', () => {
    const text = 'A fox walks through fresh snow.';
    expect(fitCaption(youtube({ title: 'Fox', text, tags: ['red fox', 'snow'], hashtags: ['fox', 'snow'] }))).toEqual({
      service: 'youtube',
      title: 'Fox',
      text: `${text}\n\n#fox #snow`,
      tags: ['red fox', 'snow'],
      hashtags: ['#fox', '#snow'],
    });
    expect(fitCaption(instagram({ title: 'No titles', text, tags: ['no'], hashtags: ['Fox'] }))).toEqual({
      service: 'instagram',
      title: '',
      text: `${text}\n\n#Fox`,
      tags: [],
      hashtags: ['#Fox'],
    });
  });

  it('is cut at a word, by characters in a title and by bytes in a description', () => {
    const { title } = fitCaption(youtube({ title: 'eleven char '.repeat(20) }));
    expect([title.endsWith(' char…') || title.endsWith(' eleven…'), countCharacters(title) <= 100]).toEqual([
      true,
      true,
    ]);
    const { text } = fitCaption(youtube({ text: 'снежная лиса '.repeat(400) }));
    expect([text.endsWith('…'), countBytes(text) <= 5000, countBytes(text) > 4950]).toEqual([true, true, true]);
  });

  it('is cut between characters as people see them where one word is too long', () => {
    const { title } = fitCaption(youtube({ title: '👩‍👩‍👧'.repeat(40) }));
    expect(title).toBe(`${'👩‍👩‍👧'.repeat(12)}…`);
  });

  it('leaves out what YouTube takes nowhere, and tags that find no room', () => {
    const { title, tags } = fitCaption(
      youtube({
        title: 'Fox <live>\nnow',
        tags: ['#fox', 'fox', 'Fox, red', '"snow"', ' ', 'a'.repeat(490), 'last one'],
      }),
    );
    expect(title).toBe('Fox ‹live› now');
    expect(tags).toEqual(['fox', 'Fox red', 'snow', 'last one']);
    expect(countYoutubeTags(tags)).toBeLessThanOrEqual(500);
  });

  it('makes hashtags of words, each once, and no more than look right', () => {
    const { text, hashtags } = fitCaption(
      instagram({
        text: 'Snow. #Fox',
        hashtags: [
          '#fox',
          'night city',
          '2026',
          '',
          'Ночь',
          ...[...Array(10).keys()].map((index) => String.fromCharCode(97 + index)),
        ],
      }),
    );
    expect(hashtags).toEqual(['#Fox', '#nightCity', '#Ночь', '#a', '#b', '#c', '#d', '#e']);
    expect(text.split('\n\n')).toEqual(['Snow. #Fox', '#nightCity #Ночь #a #b #c #d #e']);
  });

  it('calls nobody: the @ of accounts is taken away, that of an address stays', () => {
    expect(fitCaption(instagram({ text: 'With @somebody.else at me@example.com' })).text).toBe(
      'With somebody.else at me@example.com',
    );
  });

  it('fits whatever a model wrote', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 6000 }),
      fc
        .array(fc.constantFrom('snow', '#fox', '@who', 'ß', '👩‍👩‍👧', '<b>', '\n', 'лиса'), { maxLength: 3000 })
        .map((words) => words.join(' ')),
    );
    const words = fc.array(fc.oneof(text, fc.string({ maxLength: 40 })), { maxLength: 60 });
    const service = fc.constantFrom('youtube' as const, 'instagram' as const);
    fc.assert(
      fc.property(fc.record({ service, title: text, text, tags: words, hashtags: words }), (raw) => {
        const fitted = fitCaption(raw);
        expect(tooLong(raw.service, fitted)).toEqual([]);
        expect(fitted.title).not.toMatch(/[<>\n]/);
      }),
      { numRuns: 60 },
    );
  });
});
