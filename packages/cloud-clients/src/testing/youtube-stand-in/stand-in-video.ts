import { createHash } from 'node:crypto';
import type { Visibility } from '@videoexpress/job-schema';

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
  readonly hash: ReturnType<typeof createHash>;
  /** Bytes that are kept: whole units of 256 KiB, or all. */
  kept: number;
  videoId: string | null;
}

export interface UploadedResource {
  readonly snippet?: {
    readonly title?: unknown;
    readonly description?: unknown;
    readonly tags?: unknown;
    readonly categoryId?: unknown;
  };
  readonly status?: {
    readonly privacyStatus?: unknown;
    readonly publishAt?: unknown;
    readonly selfDeclaredMadeForKids?: unknown;
    readonly containsSyntheticMedia?: unknown;
  };
}

/** What YouTube finds wrong with the words of a video: the reason that it gives; null: nothing. */
export function metadataFault({ snippet, status }: UploadedResource, nowMs: number): string | null {
  const title = snippet?.title;
  if (typeof title !== 'string' || title === '' || title.length > 100 || /[<>]/.test(title)) return 'invalidTitle';
  const description = snippet?.description ?? '';
  if (typeof description !== 'string' || Buffer.byteLength(description) > 5000 || /[<>]/.test(description))
    return 'invalidDescription';
  const tags = snippet?.tags ?? [];
  if (!Array.isArray(tags) || tagLength(tags) > 500) return 'invalidTags';
  if (snippet?.categoryId !== undefined && !/^\d+$/.test(String(snippet.categoryId))) return 'invalidCategoryId';
  if (status?.publishAt !== undefined) {
    const at = Date.parse(String(status.publishAt));
    if (status.privacyStatus !== 'private' || Number.isNaN(at) || at < nowMs) return 'invalidPublishAt';
  }
  return null;
}

function tagLength(tags: readonly unknown[]): number {
  const lengths = tags.map((tag) => String(tag).length + (String(tag).includes(' ') ? 2 : 0));
  return lengths.reduce((sum, length) => sum + length, Math.max(0, tags.length - 1));
}
