import type { Hash } from 'node:crypto';
import type { Visibility } from '@videoexpress/job-schema';
import { z } from 'zod';

/** A video as the stand-in keeps it. */
export interface StandInVideo {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly categoryId: string;
  readonly madeForKids: boolean | undefined;
  readonly containsSyntheticMedia: boolean | undefined;
  readonly notifySubscribers: boolean;
  privacyStatus: Visibility;
  publishAt: string | null;
  readonly bytes: number;
  readonly sha256: string;
  readonly publishedAt: string;
  uploadStatus: 'uploaded' | 'processed' | 'failed' | 'rejected';
  failureReason?: string;
  rejectionReason?: string;
  /** Looks at its state until it is processed. */
  looksLeft: number;
  readonly looks: number;
  thumbnailBytes: number | null;
}

/** An upload that was begun. */
export interface StandInSession {
  readonly id: string;
  readonly resource: UploadedResource;
  readonly total: number;
  readonly notifySubscribers: boolean;
  readonly startedAtMs: number;
  readonly hash: Hash;
  /** The request whose bytes are kept; null: none, since the client asked how far it is. */
  writer: object | null;
  /** Bytes that are kept: whole units of 256 KiB, or all. */
  kept: number;
  videoId: string | null;
}

/** What is said of a video. What has the wrong type is taken for not said, and found wanting where it must be. */
export const uploadedResourceSchema = z.object({
  snippet: z
    .object({
      title: z.string().optional().catch(undefined),
      description: z.string().default('').catch('<'),
      tags: z.array(z.string()).default([]),
      categoryId: z.string().default('22').catch('none'),
    })
    .optional(),
  status: z
    .object({
      privacyStatus: z.string().optional(),
      publishAt: z.string().optional(),
      selfDeclaredMadeForKids: z.boolean().optional(),
      containsSyntheticMedia: z.boolean().optional(),
    })
    .optional(),
});
export type UploadedResource = z.infer<typeof uploadedResourceSchema>;

/** What YouTube finds wrong with the words of a video: the reason that it gives; null: nothing. */
export function metadataFault({ snippet, status }: UploadedResource, nowMs: number): string | null {
  const { title = '', description = '', tags = [], categoryId = '22' } = snippet ?? {};
  if (title === '' || title.length > 100 || /[<>]/.test(title)) return 'invalidTitle';
  if (Buffer.byteLength(description) > 5000 || /[<>]/.test(description)) return 'invalidDescription';
  if (tagLength(tags) > 500) return 'invalidTags';
  if (!/^\d+$/.test(categoryId)) return 'invalidCategoryId';
  if (status?.publishAt !== undefined) {
    const at = Date.parse(status.publishAt);
    if (status.privacyStatus !== 'private' || Number.isNaN(at) || at < nowMs) return 'invalidPublishAt';
  }
  return null;
}

function tagLength(tags: readonly string[]): number {
  const lengths = tags.map((tag) => tag.length + (tag.includes(' ') ? 2 : 0));
  return lengths.reduce((sum, length) => sum + length, Math.max(0, tags.length - 1));
}
