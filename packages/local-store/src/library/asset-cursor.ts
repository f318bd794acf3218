import { assetSorts, type ListAssetsQuery } from '@videoexpress/job-schema';
import { z } from 'zod';

/** Where a page ended: the sort's key of its last asset, and its place. */
export interface CursorPlace {
  readonly place: number;
  readonly key: string | number | null;
}

const cursorSchema = z.tuple([z.enum(assetSorts), z.union([z.string(), z.number(), z.null()]), z.int()]);

/** The end of a page, as a client carries it to the next one. */
export function assetCursor(sort: NonNullable<ListAssetsQuery['sort']>, { key, place }: CursorPlace): string {
  return Buffer.from(JSON.stringify([sort, key, place]), 'utf8').toString('base64url');
}

/** What `assetCursor` made; null when it made no such text for this sort. */
export function readAssetCursor(text: string, sort: NonNullable<ListAssetsQuery['sort']>): CursorPlace | null {
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (!parsed.success || parsed.data[0] !== sort) return null;
    return { key: parsed.data[1], place: parsed.data[2] };
  } catch {
    return null;
  }
}
