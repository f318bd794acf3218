import { statfs } from 'node:fs/promises';

/** Bytes that a program may still write in the file system of `folder`. */
export type FreeBytes = (folder: string) => Promise<number>;

/** Asks the file system. */
export const freeBytesOfFolder: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** Left alone on the disk, so that an upload never takes the room the database needs. */
const reservedBytes = 64 * 1024 * 1024;

/** What one upload may still write. Uploads that come at once are not all promised the same bytes. */
export interface DiskClaim {
  /**
   * Whether there is room for what is still to come, beside what was promised to those before. One that did not say how
   * much it is comes behind all that did.
   */
  hasRoom(): Promise<boolean>;
  /** So much of it lies on the disk now. */
  wrote(bytes: number): void;
  /** Nothing more is coming. */
  release(): void;
}

/** Hands out the room below `folder`. @returns makes the claim of an upload that announced so many bytes; 0: it did not say */
export function createDiskClaims(folder: string, freeBytes: FreeBytes): (announcedBytes: number) => DiskClaim {
  /** What is admitted and not yet written, first come first. */
  const toCome = new Map<DiskClaim, number>();

  function promisedUpTo(claim: DiskClaim): number {
    let sum = 0;
    for (const [each, bytes] of toCome) {
      sum += bytes;
      if (each === claim) break;
    }
    return sum;
  }

  return (announcedBytes) => {
    const claim: DiskClaim = {
      hasRoom: async () => (await freeBytes(folder)) >= promisedUpTo(claim) + reservedBytes,
      wrote(bytes) {
        const left = toCome.get(claim);
        if (left !== undefined) toCome.set(claim, Math.max(0, left - bytes));
      },
      release: () => void toCome.delete(claim),
    };
    if (announcedBytes > 0) toCome.set(claim, announcedBytes);
    return claim;
  };
}
