import type { Asset, ProjectId } from '@videoexpress/job-schema';

/** Where a file is on its way into the library. */
export type UploadState =
  | { readonly kind: 'waiting' }
  /** The measured part of its bytes that was sent, 0 to 1; at 1 the daemon checks it. */
  | { readonly kind: 'sending'; readonly fraction: number }
  /** `isNew` is false where the library had these very bytes already. */
  | { readonly kind: 'added'; readonly asset: Asset; readonly isNew: boolean }
  /** Nothing was kept. `canRetry` is false where the file itself is at fault. */
  | { readonly kind: 'failed'; readonly reason: string; readonly canRetry: boolean };

/** A file that a person wants in the library. */
export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly state: UploadState;
}

export interface QueueUploadsOptions {
  /** The project that what is new is put on. */
  readonly projectId?: ProjectId;
  /** Called with each file that is in the library now. */
  readonly onAdded?: (asset: Asset) => void;
}

/** The uploads in numbers. */
export interface UploadCounts {
  readonly all: number;
  readonly added: number;
  readonly failed: number;
  readonly unended: number;
}

/** Counts uploads by how they stand. */
export function countUploads(uploads: readonly Upload[]): UploadCounts {
  const added = uploads.filter(({ state }) => state.kind === 'added').length;
  const failed = uploads.filter(({ state }) => state.kind === 'failed').length;
  return { all: uploads.length, added, failed, unended: uploads.length - added - failed };
}
