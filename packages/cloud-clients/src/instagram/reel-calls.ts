import { z } from 'zod';
import { type GraphCall, graphIdSchema } from './graph-client.ts';

const idSchema = z.object({ id: graphIdSchema });

/** How a container stands. A word that is not known is one of work under way. */
const containerSchema = z.object({
  status_code: z.string().default('IN_PROGRESS'),
  status: z.string().nullish(),
});
export type ContainerStatus = z.infer<typeof containerSchema>;

const recentSchema = z.object({
  data: z.array(
    z.object({
      id: graphIdSchema,
      caption: z.string().nullish(),
      permalink: z.string().nullish(),
      timestamp: z.string().nullish(),
      media_product_type: z.string().nullish(),
    }),
  ),
});
export type RecentMedia = z.infer<typeof recentSchema>['data'][number];

const limitSchema = z.object({
  data: z.array(
    z.object({
      quota_usage: z.coerce.number().int().nonnegative(),
      config: z.object({ quota_total: z.coerce.number().int().positive() }).optional(),
    }),
  ),
});

/** What a container is made of. Times in milliseconds. */
export interface ReelOrder {
  readonly videoUrl: string;
  readonly caption: string;
  readonly shareToFeed: boolean;
  readonly madeWithAi: boolean;
  /** The moment whose picture is the cover; null: Instagram chooses. */
  readonly thumbOffsetMs: number | null;
}

/** Nobody sees a container: it is published, or it goes by itself after 24 hours. */
export function makeContainer(accountId: string, order: ReelOrder): GraphCall<z.infer<typeof idSchema>> {
  return {
    path: `${segment(accountId)}/media`,
    form: {
      media_type: 'REELS',
      video_url: order.videoUrl,
      caption: order.caption,
      share_to_feed: String(order.shareToFeed),
      is_ai_generated: String(order.madeWithAi),
      ...(order.thumbOffsetMs === null ? {} : { thumb_offset: String(order.thumbOffsetMs) }),
    },
    answer: idSchema,
  };
}

export function readContainer(containerId: string): GraphCall<ContainerStatus> {
  return { path: segment(containerId), query: { fields: 'status_code,status' }, answer: containerSchema };
}

export function publishContainer(accountId: string, containerId: string): GraphCall<z.infer<typeof idSchema>> {
  return {
    path: `${segment(accountId)}/media_publish`,
    form: { creation_id: containerId },
    answer: idSchema,
  };
}

export function readPermalink(mediaId: string): GraphCall<{ permalink?: string | undefined }> {
  const answer = z.object({
    permalink: z
      .url({ protocol: /^https$/ })
      .optional()
      .catch(undefined),
  });
  return { path: segment(mediaId), query: { fields: 'permalink' }, answer };
}

export function listRecentMedia(accountId: string): GraphCall<z.infer<typeof recentSchema>> {
  const fields = 'id,caption,permalink,timestamp,media_product_type';
  return { path: `${segment(accountId)}/media`, query: { fields, limit: '25' }, answer: recentSchema };
}

export function readLimit(accountId: string): GraphCall<z.infer<typeof limitSchema>> {
  return {
    path: `${segment(accountId)}/content_publishing_limit`,
    query: { fields: 'config,quota_usage' },
    answer: limitSchema,
  };
}

/** Ids are digits; whatever else one holds must not become another address. */
function segment(id: string): string {
  return encodeURIComponent(id);
}
