import type { JobState } from '@videoexpress/job-schema';
import type { Generated, Insertable, Selectable } from 'kysely';

/** Columns ending in `_ms` hold wall time in milliseconds since 1970; `_json` hold JSON text. */
export interface JobTable {
  id: string;
  kind: string;
  state: JobState;
  engine: string;
  input_json: string;
  progress_json: string;
  output_json: string;
  error_json: string | null;
  cost_json: string | null;
  attempt: number;
  submissions: number;
  priority: number;
  project_id: string | null;
  retry_of: string | null;
  /** The person's wish: not before this. */
  run_at_ms: number | null;
  /** The queue's own wait after a setback, and when it was set. */
  not_before_ms: number | null;
  snoozed_at_ms: number | null;
  created_at_ms: number;
  started_at_ms: number | null;
  finished_at_ms: number | null;
  version: number;
  created_boot_id: string;
  claimed_boot_id: string | null;
  crashes: number;
  orphaned: number;
  auto_retries: number;
  /** Order among the queued jobs of one priority, lower first. */
  position: number;
  expected_seconds: number | null;
}

export interface AttemptTable {
  id: string;
  job_id: string;
  number: number;
  engine: string;
  asset_id: string;
  remote_id: string | null;
  submissions: number;
  outcome: 'open' | 'unknown' | 'closing' | 'closed';
  cancel_remote: number;
  warnings_json: string;
  boot_id: string;
  created_at_ms: number;
}

export interface AssetTable {
  /** Its place in the library's order, made of when it was made; the search knows it by this. */
  place: number;
  id: string;
  type: string;
  name: string;
  /** The name as it sorts. */
  name_order: string;
  bytes: number;
  sha256: string;
  mime_type: string;
  width: number | null;
  height: number | null;
  duration_seconds: number | null;
  fps: number | null;
  job_id: string | null;
  /** Stays while that project is deleted. */
  project_id: string | null;
  remote_url: string | null;
  favourite: number;
  warnings_json: string;
  /** Below the data folder, with forward slashes, so that the folder can be moved. */
  path: string;
  poster_path: string | null;
  created_at_ms: number;
  /** In the trash since then. */
  deleted_at_ms: number | null;
  source_asset_id: string | null;
  origin_kind: string | null;
  origin_engine: string | null;
  origin_model: string | null;
  /** What engine and model are called, for the search. */
  origin_labels: string | null;
  origin_prompt: string | null;
  origin_seed: number | null;
  settings_json: string | null;
  /** What the file of a LoRA says of itself. */
  lora_json: string | null;
  /** What lies of it in the object storage, as a JSON list of keys; null: nothing. */
  object_keys_json: string | null;
}

/** What an asset was made from. */
export interface AssetSourceTable {
  asset_id: string;
  source_id: string;
}

export interface ProjectTable {
  id: string;
  name: string;
  created_at_ms: number;
  deleted_at_ms: number | null;
}

/** Files of assets that are gone for good, until they are off the disk; paths as in `asset`. */
export interface LeftoverFileTable {
  path: string;
}

/** Objects of assets that are gone for good, until they are off the object storage. */
export interface LeftoverObjectTable {
  key: string;
  /** Not before this wall time; null: now. */
  due_at_ms: number | null;
}

export interface EventTable {
  id: Generated<number>;
  topic: string;
  payload_json: string;
  at_ms: number;
}

export interface IdempotencyTable {
  key: string;
  body_hash: string;
  job_id: string;
  created_at_ms: number;
}

export interface SettingTable {
  key: string;
  value_json: string;
}

export interface SessionTable {
  id_hash: string;
  created_at_ms: number;
  touched_at_ms: number;
}

/** What an attempt cost. Refers to no job, so that it outlives it. */
export interface SpendTable {
  attempt_id: string;
  job_id: string;
  engine: string;
  model: string | null;
  /** Null: it was billed, and nobody says how much. */
  usd: number | null;
  at_ms: number;
}

/** A login at an outside service. `tokens_sealed` is opened with the key in the secret store. */
export interface ConnectionTable {
  id: string;
  service: string;
  account_id: string;
  account_name: string;
  handle: string | null;
  account_url: string | null;
  state: 'ok' | 'needs_login';
  detail: string | null;
  scopes_json: string;
  tokens_sealed: string | null;
  access_expires_at_ms: number | null;
  expires_at_ms: number | null;
  created_at_ms: number;
  refreshed_at_ms: number | null;
  version: number;
}

/** The id that an account had before it was disconnected. */
export interface FormerConnectionTable {
  service: string;
  account_id: string;
  id: string;
}

export interface PublicationTable {
  id: string;
  asset_id: string | null;
  clip_name: string;
  draft: number;
  created_at_ms: number;
  updated_at_ms: number;
  version: number;
}

/** One destination of a publication. */
export interface PostTable {
  id: string;
  publication_id: string;
  position: number;
  connection_id: string;
  service: string;
  account_name: string;
  content_json: string;
  when_json: string;
  state: string;
  fraction: number | null;
  job_id: string | null;
  scheduled_at_ms: number | null;
  scheduled_by: 'service' | 'this_computer' | null;
  remote_id: string | null;
  url: string | null;
  visibility: string | null;
  note: string | null;
  error_json: string | null;
  published_at_ms: number | null;
}

/** How far an attempt to publish came at the service. */
export interface PublishJournalTable {
  attempt_id: string;
  post_id: string;
  sealed: string;
  at_ms: number;
}

export interface AuditTable {
  id: Generated<number>;
  at_ms: number;
  action: string;
  subject: string | null;
  detail: string | null;
  actor: string;
}

/** One row: how the copy in the cloud stands. */
export interface MirrorTable {
  id: number;
  machine_id: string;
  machine_name: string;
  project_url: string | null;
  user_id: string | null;
  email: string | null;
  session_sealed: string | null;
  cursor: number;
  version_offset: number;
  snapshot_json: string | null;
  last_copied_at_ms: number | null;
  recovery_key_shown: number;
  holder: string | null;
  next_holder: string | null;
}

export interface Tables {
  job: JobTable;
  attempt: AttemptTable;
  asset: AssetTable;
  asset_source: AssetSourceTable;
  project: ProjectTable;
  leftover_file: LeftoverFileTable;
  leftover_object: LeftoverObjectTable;
  event: EventTable;
  idempotency: IdempotencyTable;
  setting: SettingTable;
  session: SessionTable;
  spend: SpendTable;
  connection: ConnectionTable;
  former_connection: FormerConnectionTable;
  publication: PublicationTable;
  post: PostTable;
  publish_journal: PublishJournalTable;
  audit: AuditTable;
  mirror: MirrorTable;
}

export type JobRow = Selectable<JobTable>;
export type NewJobRow = Insertable<JobTable>;
export type AttemptRow = Selectable<AttemptTable>;
export type AssetRow = Selectable<AssetTable>;
export type ProjectRow = Selectable<ProjectTable>;
