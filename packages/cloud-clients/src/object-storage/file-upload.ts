import type { ByteProgress, ObjectError } from '@videoexpress/studio';

export interface FileUpload {
  readonly key: string;
  readonly path: string;
  readonly contentType: string;
  readonly sha256: string | undefined;
  readonly onProgress: ByteProgress | undefined;
  readonly signal: AbortSignal;
}

/** Where the answer was lost, the object may be there all the same. */
export interface UploadFailure {
  readonly reason: ObjectError;
  readonly mayBeThere: boolean;
}
