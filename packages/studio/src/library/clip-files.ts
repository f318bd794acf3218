import type { AttemptId, Result } from '@videoexpress/job-schema';

/** Why a file could not be kept. */
export interface FileError {
  readonly code: 'disk_full' | 'failed';
  readonly detail: string;
}

/** An import under way: the id that its asset will have, and the month whose folder it goes to. */
export interface ImportNote {
  readonly assetId: string;
  readonly month: string;
}

/** The places on disk that a clip passes on its way into the library. Paths are absolute. */
export interface ClipFiles {
  /** Where the engine's bytes arrive. */
  downloadPath(attempt: AttemptId): string;
  /** Where a clip that is made to fit for an attempt to publish is kept until it is over. */
  fittedPath(attempt: AttemptId): string;
  /** Where a clip called `fileName` of the month `yyyy-mm` ends up. */
  clipPath(month: string, fileName: string): string;
  /** Beside the final place, where the file is written under a name that nobody takes for a clip. */
  partPath(month: string, attempt: AttemptId): string;
  posterPath(assetId: string): string;
  exists(path: string): Promise<boolean>;
  /** Makes the folder of a path. */
  prepare(path: string): Promise<Result<null, FileError>>;
  /** Flushes the file, gives it its final name and flushes the folder: from here on a power cut cannot lose it. */
  publish(partPath: string, finalPath: string): Promise<Result<null, FileError>>;
  /** Moves a file a person gave to a part path, across disks too. */
  moveIn(sourcePath: string, partPath: string): Promise<Result<null, FileError>>;
  /** Leaves a trace of an import before its files get names, for the start after a kill. */
  noteImport(note: ImportNote): Promise<Result<null, FileError>>;
  forgetImport(note: ImportNote): Promise<void>;
  /** The traces that are still there. */
  unfinishedImports(): Promise<readonly ImportNote[]>;
  /** Removes every file of an import. */
  removeImport(note: ImportNote): Promise<void>;
  /** Keeps a bad file aside for a look, across disks too. On failure it is where it was. */
  quarantine(path: string, name: string): Promise<Result<null, FileError>>;
  remove(path: string): Promise<void>;
  freeBytes(): Promise<number>;
  /** Of the disk that the library is on. */
  diskSpace(): Promise<{ readonly freeBytes: number; readonly totalBytes: number }>;
}
