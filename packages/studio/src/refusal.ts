import type { FieldProblem, ProblemCode } from '@videoexpress/job-schema';

/** Why a request was not carried out. Nothing was changed. */
export interface Refusal {
  readonly code: Extract<
    ProblemCode,
    | 'invalid_input'
    | 'engine_unknown'
    | 'engine_cannot'
    | 'idempotency_conflict'
    | 'not_found'
    | 'invalid_state'
    | 'asset_in_use'
    | 'may_be_live'
    | 'secret_from_environment'
    | 'secret_store_unusable'
    | 'cloud_refused'
    | 'cloud_unreachable'
    | 'disk_full'
    | 'connection_in_use'
    | 'login_refused'
    | 'service_unreachable'
    | 'rate_limited'
    | 'media_tool_failed'
    | 'captions_no_key'
    | 'captions_key_refused'
    | 'captions_limit'
    | 'captions_refused'
    | 'captions_failed'
  >;
  /** One sentence for a person: what is wrong and the way out. */
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
}
