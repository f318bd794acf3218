import type {
  Asset,
  AssetDetails,
  AssetTree,
  AssetId,
  ChangeAssetsRequest,
  ChangedAssets,
  LibrarySummary,
  ListAssetsQuery,
  PatchAssetRequest,
  Project,
  ProjectId,
  ProjectRequest,
  Result,
} from '@videoexpress/job-schema';
import type { Refusal } from '../refusal.ts';
import type { AssetFiles } from './asset-files.ts';
import type { AssetPage } from './asset-store.ts';

/** What can be asked of the library about what is in it. */
export interface Library {
  get(id: AssetId): Promise<Asset | null>;
  files(id: AssetId): Promise<AssetFiles | null>;
  /** Fetches what is not on this computer from the object storage; refused with what that would need. */
  fetchBack(id: AssetId, which: 'clip' | 'poster', signal: AbortSignal): Promise<Result<AssetFiles, Refusal>>;
  list(query: ListAssetsQuery): Promise<Result<AssetPage, Refusal>>;
  details(id: AssetId): Promise<AssetDetails | null>;
  /** Null: there is no such asset. */
  tree(id: AssetId): Promise<AssetTree | null>;
  summary(): Promise<LibrarySummary>;
  patch(id: AssetId, patch: PatchAssetRequest): Promise<Result<Asset, Refusal>>;
  /** Moves to the trash; the files stay where they are. */
  trash(id: AssetId): Promise<Result<Asset, Refusal>>;
  restore(id: AssetId): Promise<Result<Asset, Refusal>>;
  /** Takes an asset out of the trash for good. Answers with what it was. */
  purge(id: AssetId): Promise<Result<Asset, Refusal>>;
  change(request: ChangeAssetsRequest): Promise<Result<ChangedAssets, Refusal>>;
  emptyTrash(): Promise<{ readonly count: number; readonly bytes: number }>;
  /**
   * No file of an asset is removed until the returned function is called, also of one that goes for good meanwhile: a backup
   * reads them.
   */
  holdFiles(): () => void;
}

/** What can be asked about projects. */
export interface Projects {
  list(): Promise<readonly Project[]>;
  get(id: ProjectId): Promise<Project | null>;
  create(request: ProjectRequest): Promise<Result<Project, Refusal>>;
  rename(id: ProjectId, request: ProjectRequest): Promise<Result<Project, Refusal>>;
  /** Its assets stay, without a project. */
  remove(id: ProjectId): Promise<Result<Project, Refusal>>;
  restore(id: ProjectId): Promise<Result<Project, Refusal>>;
}
