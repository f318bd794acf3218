const mebibyte = 1024 * 1024;
/** A file up to this size goes in one request. */
export const singlePutBytes = 8 * mebibyte;
/** What the store allows. */
const mostParts = 10_000;

/** A piece of a file: from `start`, so many bytes. */
export interface Part {
  readonly number: number;
  readonly start: number;
  readonly bytes: number;
}

/**
 * Cuts a file into the parts of an upload. All but the last have the same size, as R2 demands; it grows with the file, so
 * that there are never too many.
 */
export function planParts(totalBytes: number): readonly Part[] {
  const partBytes = Math.max(singlePutBytes, Math.ceil(totalBytes / mostParts / mebibyte) * mebibyte);
  return Array.from({ length: Math.ceil(totalBytes / partBytes) }, (_, index) => {
    const start = index * partBytes;
    return { number: index + 1, start, bytes: Math.min(partBytes, totalBytes - start) };
  });
}
