import {
  countBytes,
  countCharacters,
  countYoutubeTags,
  hashtagsOf,
  mentionsOf,
  postLimits,
  type PostSuggestion,
} from '@videoexpress/job-schema';
import type { RawCaption } from './caption-writer.ts';

/** More than these look like spam, at both services. */
const mostHashtags = 8;

/**
 * Holds what a model wrote to the limits of its service, as the service counts: too long is cut at a word, tags and hashtags
 * that find no room are left out. Accounts are never named: a model would call strangers to the post.
 */
export function fitCaption(raw: RawCaption): PostSuggestion {
  return raw.service === 'youtube' ? forYoutube(raw) : forInstagram(raw);
}

function forYoutube(raw: RawCaption): PostSuggestion {
  const title = cut(withoutMarkup(oneLine(raw.title)), (text) => countCharacters(text) <= postLimits.youtube.title);
  const fits = (text: string) => countBytes(text) <= postLimits.youtube.descriptionBytes;
  const text = withHashtags(cut(withoutMarkup(raw.text), fits), raw.hashtags, fits);
  const tags: string[] = [];
  for (const tag of unique(raw.tags.map((each) => withoutMarkup(oneLine(each)).replaceAll(/[#,"]/g, '').trim()))) {
    if (countYoutubeTags([...tags, tag]) <= postLimits.youtube.tags) tags.push(tag);
  }
  return { service: 'youtube', title, text, tags, hashtags: [...hashtagsOf(text)] };
}

function forInstagram(raw: RawCaption): PostSuggestion {
  const fits = (text: string) => {
    const { caption, hashtags, mentions } = postLimits.instagram;
    return (
      countCharacters(text) <= caption && hashtagsOf(text).length <= hashtags && mentionsOf(text).length <= mentions
    );
  };
  const text = withHashtags(cut(plain(raw.text), fits), raw.hashtags, fits);
  return { service: 'instagram', title: '', text, tags: [], hashtags: [...hashtagsOf(text)] };
}

/** Adds the hashtags that do not stand in the text already, as far as they fit, in a line of their own. */
function withHashtags(text: string, wished: readonly string[], fits: (text: string) => boolean): string {
  const there = new Set(hashtagsOf(text).map((each) => each.toLowerCase()));
  let [all, count] = [text, there.size];
  for (const hashtag of unique(wished.flatMap(asHashtag))) {
    if (count >= mostHashtags) break;
    if (there.has(hashtag.toLowerCase())) continue;
    const gap = all === '' ? '' : all === text ? '\n\n' : ' ';
    const longer = `${all}${gap}${hashtag}`;
    if (!fits(longer)) continue;
    all = longer;
    count += 1;
  }
  return all;
}

/** `Night City` as `#NightCity`; nothing where no hashtag comes of it. */
function asHashtag(text: string): readonly string[] {
  const word = text
    .split(/[^\p{L}\p{M}\p{N}_]+/u)
    .filter((part) => part !== '')
    .map((part, index) => (index === 0 ? part : part.slice(0, 1).toUpperCase() + part.slice(1)))
    .join('');
  const hashtag = `#${word}`;
  return hashtagsOf(hashtag)[0] === hashtag && word.length <= 100 ? [hashtag] : [];
}

/** The text where it fits, else as many of its words as do, with an ellipsis. */
function cut(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const ends = [...text.matchAll(/\S(?=\s|$)/g)].map(({ index }) => index + 1);
  const byWords = longest(
    ends.map((end) => `${text.slice(0, end)}…`),
    fits,
  );
  if (byWords !== null) return byWords;
  // One word without an end: between characters as people see them.
  const characters = [...new Intl.Segmenter().segment(text)].map(({ index }) => `${text.slice(0, index)}…`);
  return longest(characters, fits) ?? '';
}

/** The last of ever longer texts that fits. */
function longest(texts: readonly string[], fits: (text: string) => boolean): string | null {
  let [low, high] = [0, texts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(texts[middle] ?? '')) low = middle + 1;
    else high = middle;
  }
  return texts[low - 1] ?? null;
}

/** YouTube takes neither of these, in titles and in descriptions. */
function withoutMarkup(text: string): string {
  return plain(text).replaceAll('<', '‹').replaceAll('>', '›');
}

/** Without control characters, with `\n` for every end of a line, and without the @ of accounts. */
function plain(text: string): string {
  const lines = text
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '');
  return mentionsOf(lines)
    .reduce((rest, mention) => rest.replaceAll(mention, mention.slice(1)), lines)
    .trim();
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Each once, whatever its case, without empty ones. */
function unique(texts: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const key = text.toLowerCase();
    if (text === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
