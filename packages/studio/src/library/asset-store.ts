import type {
  Asset,
  AssetId,
  AssetTree,
  ChangedAssets,
  ClipSettings,
  JobId,
  LibrarySummary,
  ListAssetsQuery,
  ProjectId,
} from '@videoexpress/job-schema';
import type { Page } from '../page.ts';
import type { AssetFiles } from './asset-files.ts';

/** An asset about to be kept, with where its files lie. What made it is read from its settings. */
export interface NewAsset {
  readonly asset: Asset;
  readonly path: string;
  readonly posterPath: string | null;
  readonly settings: ClipSettings | null;
  /** What lies of it in the object storage; left out: nothing. */
  readonly objectKeys?: readonly string[];
  /** What its engine and model are called, for the search. */
  readonly labels?: readonly string[];
}

export interface AssetPage extends Page<Asset> {
  /** How many match; null behind a cursor. */
  readonly total: number | null;
}

/** What a person changes on assets. */
export interface AssetChange {
  readonly name?: string;
  readonly favourite?: boolean;
  readonly projectId?: ProjectId | null;
  readonly isTrashed?: boolean;
}

/** Where an asset comes from and what needs it. */
export interface AssetKin {
  readonly settings: ClipSettings | null;
  readonly madeFrom: readonly Asset[];
  readonly unendedJobs: readonly JobId[];
  /** The newest of what was made from it. */
  readonly madeOf: readonly Asset[];
  readonly madeOfCount: number;
}

/** What a purge did. The files of what went are listed as leftovers. */
export interface Purged {
  readonly count: number;
  readonly bytes: number;
  /** Not in the trash, or not there at all. */
  readonly refused: ChangedAssets['refused'];
}

/** The library's memory. A change and its event are committed together. Throws `StoreUnavailable` and nothing else. */
export interface AssetStore {
  insert(asset: NewAsset, nowMs: number): Promise<void>;
  get(id: AssetId): Promise<Asset | null>;
  files(id: AssetId): Promise<AssetFiles | null>;
  /** What lies of it in the object storage. */
  objectKeys(id: AssetId): Promise<readonly string[]>;
  /** An asset with these very bytes; one in the library comes before one in the trash. */
  findByContent(sha256: string): Promise<AssetFiles | null>;
  /** Null: the cursor is none of this list's. */
  list(query: ListAssetsQuery): Promise<AssetPage | null>;
  /** The clips that one came from, and what came from them. */
  tree(id: AssetId): Promise<AssetTree>;
  kin(id: AssetId): Promise<AssetKin>;
  /** Null: there is no such project, and nothing was changed. */
  change(ids: readonly AssetId[], change: AssetChange, nowMs: number): Promise<ChangedAssets | null>;
  /** Some of what went into the trash before a moment and no unended job needs, longest there first. */
  trashed(beforeMs: number, limit: number): Promise<readonly AssetId[]>;
  /** All that lies in the trash at this moment, longest there first. */
  inTrash(): Promise<readonly AssetId[]>;
  /** Takes rows out of the trash for good; from then on their files are leftovers. */
  purge(ids: readonly AssetId[], nowMs: number): Promise<Purged>;
  /** Absolute paths of files whose assets are gone for good, in one order: those behind `after`, or from the first. */
  leftovers(limit: number, after: string | null): Promise<readonly string[]>;
  /** The files are off the disk. */
  forgetLeftovers(paths: readonly string[]): Promise<void>;
  /** Keys of objects that are to go by now: their assets are gone for good, or never came to be, or their time is over. */
  leftoverObjects(limit: number, nowMs: number): Promise<readonly string[]>;
  /** @param dueAtMs they stay until this wall time, whatever was noted before; left out, they go now */
  noteLeftoverObjects(keys: readonly string[], dueAtMs?: number): Promise<void>;
  /** The objects are off the object storage. One that was noted for later meanwhile stays noted. */
  forgetLeftoverObjects(keys: readonly string[], nowMs: number): Promise<void>;
  summary(): Promise<Omit<LibrarySummary, 'disk'>>;
}
