import type { EngineTest, ObjectPlace, Result, ServiceHealth } from '@videoexpress/job-schema';

/**
 * Why an object store did not do what was asked. `unreachable`, `busy` and `clock_skew` pass, or are put right outside: the
 * same call may succeed later. `unauthorized` and `no_bucket` want a person, and nothing has to be rendered again for them.
 */
export interface ObjectError {
  readonly code:
    | 'unreachable'
    | 'unauthorized'
    | 'clock_skew'
    | 'no_bucket'
    | 'busy'
    | 'rejected'
    | 'disk_full'
    | 'cancelled';
  /** One plain sentence that a person can act upon; never a key's value or an address with a signature. */
  readonly detail: string;
}

/** Called now and then with the bytes that are over so far, never fewer than before. */
export type ByteProgress = (bytesDone: number, bytesTotal: number) => void;

export interface StoredObject {
  readonly bytes: number;
  /** What whoever stored it said of its content; null where nothing was said, as with an upload by a link. */
  readonly sha256: string | null;
}

/**
 * One bucket of an object store that speaks S3. Nothing here throws for what can be expected; files go through in pieces, so
 * memory does not grow with their size.
 */
export interface ObjectStore {
  /** What is there; null where there is no such object. */
  head(key: string, signal: AbortSignal): Promise<Result<StoredObject | null, ObjectError>>;
  /**
   * Stores a file. Done means that the store was asked afterwards and has an object of exactly this size. One that was called
   * off or failed leaves no unfinished parts behind, as far as the store can still be reached.
   */
  putFile(
    key: string,
    fromPath: string,
    options: {
      readonly contentType: string;
      /** Of the file. Kept with the object, and what `head` tells of it from then on. */
      readonly sha256?: string;
      readonly onProgress?: ByteProgress;
      readonly signal: AbortSignal;
    },
  ): Promise<Result<{ readonly bytes: number }, ObjectError>>;
  /** Writes an object to `toPath`, over whatever is there; null where there is no such object. On failure no file is left. */
  getFile(
    key: string,
    toPath: string,
    options: { readonly onProgress?: ByteProgress; readonly signal: AbortSignal },
  ): Promise<Result<{ readonly bytes: number } | null, ObjectError>>;
  /** A small object as text; null where it is not there. One of more than `maxBytes` is `rejected`. */
  getText(key: string, maxBytes: number, signal: AbortSignal): Promise<Result<string | null, ObjectError>>;
  /** Done is also: it was never there. */
  delete(key: string, signal: AbortSignal): Promise<Result<null, ObjectError>>;
  /**
   * A link by which anyone may write this object, once or more, until it expires. Whoever does must send exactly this
   * content type. Made without asking the store. At most 7 days.
   */
  presignPut(
    key: string,
    options: { readonly contentType: string; readonly expiresInSeconds: number },
  ): Promise<string>;
  /** A link by which anyone may read this object until it expires. Made without asking the store. At most 7 days. */
  presignGet(key: string, options: { readonly expiresInSeconds: number }): Promise<string>;
  /** Where anyone can read this object for good; null where the bucket has no public address. */
  publicUrl(key: string): string | null;
}

/** The object storage as it is set up at this moment: its keys can be set and removed while the daemon runs. */
export interface ObjectStorage {
  /** Takes what a person set in Settings, at the start and after each change. What the environment sets wins. */
  configure(place: ObjectPlace): void;
  /** Null where it is not set up. To be asked at each use and not kept. */
  current(): Promise<ObjectStore | null>;
  /** Whether the bucket can be reached and listed. Asks it now and then only, however often it is called. */
  health(signal: AbortSignal): Promise<ServiceHealth>;
  /** Writes a small object, reads it back, also under the public address, and deletes it. */
  test(signal: AbortSignal): Promise<EngineTest>;
}
