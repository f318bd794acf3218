import type { PostContent } from '@videoexpress/job-schema';

/**
 * What YouTube is told of a video. Visibility, made for kids and synthetic media are always said: what is left out is `public`
 * by now, and a default of somebody else's.
 */
export function videoResource(content: PostContent, publishAtMs: number | null): object {
  return {
    snippet: {
      title: content.title,
      description: content.text,
      ...(content.tags.length === 0 ? {} : { tags: content.tags }),
      categoryId: content.categoryId,
    },
    status: {
      privacyStatus: publishAtMs === null ? content.visibility : 'private',
      ...(publishAtMs === null ? {} : { publishAt: new Date(publishAtMs).toISOString() }),
      selfDeclaredMadeForKids: content.madeForKids,
      containsSyntheticMedia: content.madeWithAi,
    },
  };
}
