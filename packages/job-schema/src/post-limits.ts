import type { PublishingService } from './connection.ts';
import type { PostContent } from './publication.ts';

/** The most that each service takes of what a person writes, as each of them counts it. */
export const postLimits = {
  youtube: { title: 100, descriptionBytes: 5000, tags: 500 },
  instagram: { caption: 2200, hashtags: 30, mentions: 20 },
} as const;

/** One thing that is counted of a post, and how much of it the service takes. */
export interface PostCount {
  readonly field: 'title' | 'text' | 'tags';
  readonly what: 'title' | 'description' | 'tags' | 'caption' | 'hashtags' | 'mentions';
  readonly used: number;
  readonly most: number;
  /** In what it is counted. */
  readonly unit: 'characters' | 'bytes' | 'hashtags' | 'mentions';
}

/**
 * Characters as both services' own pages count them: UTF-16 code units, so an emoji counts two or more. It is the
 * larger of the counts that are in use, so that what fits here is not refused there.
 */
export function countCharacters(text: string): number {
  return text.length;
}

/** Bytes of UTF-8, in which YouTube limits a description: a letter with an accent counts two, an emoji four. */
export function countBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/**
 * The length of YouTube's tags: each counts its characters, the comma between two counts one, and a tag with a space
 * counts two more, for the quotes that YouTube puts around it.
 */
export function countYoutubeTags(tags: readonly string[]): number {
  const commas = Math.max(0, tags.length - 1);
  return tags.reduce((sum, tag) => sum + countCharacters(tag) + (/\s/.test(tag) ? 2 : 0), commas);
}

const hashtagPattern = /(?<![\p{L}\p{N}_&/])#[\p{L}\p{M}\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_]*/gu;
const mentionPattern = /(?<![\p{L}\p{N}_.])@[A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?/gu;

/** The hashtags of a caption in the order they stand there, each with its #. `#1` is none: it has no letter. */
export function hashtagsOf(text: string): readonly string[] {
  return text.match(hashtagPattern) ?? [];
}

/** The accounts that a caption names, each with its @. An e-mail address names none. */
export function mentionsOf(text: string): readonly string[] {
  return text.match(mentionPattern) ?? [];
}

/** What a service counts of a post, with how much of it there is. */
export function postCounts(
  service: PublishingService,
  { title, text, tags }: Pick<PostContent, 'title' | 'text' | 'tags'>,
): readonly PostCount[] {
  switch (service) {
    case 'youtube': {
      const { youtube: most } = postLimits;
      return [
        { field: 'title', what: 'title', used: countCharacters(title), most: most.title, unit: 'characters' },
        { field: 'text', what: 'description', used: countBytes(text), most: most.descriptionBytes, unit: 'bytes' },
        { field: 'tags', what: 'tags', used: countYoutubeTags(tags), most: most.tags, unit: 'characters' },
      ];
    }
    case 'instagram': {
      const { instagram: most } = postLimits;
      return [
        { field: 'text', what: 'caption', used: countCharacters(text), most: most.caption, unit: 'characters' },
        { field: 'text', what: 'hashtags', used: hashtagsOf(text).length, most: most.hashtags, unit: 'hashtags' },
        { field: 'text', what: 'mentions', used: mentionsOf(text).length, most: most.mentions, unit: 'mentions' },
      ];
    }
  }
}

/** What of a post is more than its service takes; empty: nothing. */
export function tooLong(
  service: PublishingService,
  content: Pick<PostContent, 'title' | 'text' | 'tags'>,
): readonly PostCount[] {
  return postCounts(service, content).filter(({ used, most }) => used > most);
}
