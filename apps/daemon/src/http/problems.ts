import type { FieldProblem, Problem, ProblemCode } from '@videoexpress/job-schema';
import type { Refusal, StoreUnavailable } from '@videoexpress/studio';

/** A request that was not carried out, before it becomes an answer. */
export interface HttpProblem {
  readonly code: ProblemCode;
  /** For a person: what is wrong and the way out. */
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  /** Headers that belong to the answer, such as `Allow` and `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The one place where problem codes meet HTTP status numbers. A new code without a line here is a type error. */
export const problemTable: Readonly<Record<ProblemCode, { readonly status: number; readonly title: string }>> = {
  invalid_input: { status: 400, title: 'The request is not valid' },
  invalid_json: { status: 400, title: 'The body is not valid JSON' },
  invalid_request: { status: 400, title: 'The request is malformed' },
  engine_unknown: { status: 400, title: 'No such engine' },
  engine_cannot: { status: 400, title: 'The engine cannot do this' },
  unauthenticated: { status: 401, title: 'Not logged in' },
  login_code_invalid: { status: 401, title: 'This login link does not work' },
  forbidden_host: { status: 403, title: 'Unknown host' },
  forbidden_origin: { status: 403, title: 'Request from another site' },
  csrf_header_missing: { status: 403, title: 'A header is missing' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  may_be_live: { status: 409, title: 'It may be published already' },
  asset_in_use: { status: 409, title: 'Still needed' },
  connection_in_use: { status: 409, title: 'Posts wait for this account' },
  login_refused: { status: 409, title: 'The login did not succeed' },
  cannot_reveal: { status: 409, title: 'Cannot be shown' },
  secret_from_environment: { status: 409, title: 'Set by the environment' },
  secret_store_unusable: { status: 409, title: 'The key store cannot be used' },
  cloud_refused: { status: 409, title: 'Supabase did not take it' },
  invalid_state: { status: 409, title: 'Not possible in this state' },
  idempotency_conflict: { status: 409, title: 'The key was used for another request' },
  captions_no_key: { status: 409, title: 'No key for suggestions' },
  captions_key_refused: { status: 409, title: 'The key for suggestions is not taken' },
  body_too_large: { status: 413, title: 'Too large' },
  unsupported_media_type: { status: 415, title: 'Content type not supported' },
  range_not_satisfiable: { status: 416, title: 'Range outside the file' },
  captions_refused: { status: 422, title: 'The provider would not write about this' },
  rate_limited: { status: 429, title: 'Too many at once' },
  captions_limit: { status: 429, title: 'The provider has a limit' },
  internal: { status: 500, title: 'Internal error' },
  database_failed: { status: 500, title: 'The database failed' },
  media_tool_failed: { status: 500, title: 'The media tool failed' },
  captions_failed: { status: 502, title: 'No suggestion came back' },
  too_many_streams: { status: 503, title: 'Too many event streams' },
  cloud_unreachable: { status: 503, title: 'Supabase cannot be reached' },
  service_unreachable: { status: 503, title: 'The service cannot be reached' },
  database_busy: { status: 503, title: 'The database is busy' },
  shutting_down: { status: 503, title: 'The daemon is stopping' },
  disk_full: { status: 507, title: 'The disk is full' },
};

/** The RFC 9457 document of a problem. */
export function problemDocument(problem: HttpProblem): Problem {
  const { status, title } = problemTable[problem.code];
  return {
    type: `urn:videoexpress:problem:${problem.code}`,
    title,
    status,
    code: problem.code,
    detail: problem.detail,
    ...(problem.errors === undefined ? {} : { errors: [...problem.errors] }),
  };
}

/** A refusal of the rules, as HTTP tells it: the codes are the same. */
export function problemOfRefusal(refusal: Refusal): HttpProblem {
  return {
    code: refusal.code,
    detail: refusal.detail,
    ...(refusal.errors === undefined ? {} : { errors: refusal.errors }),
  };
}

/** What a request is told while the database cannot be used. Nothing was changed. */
export function problemOfStore(unavailable: StoreUnavailable): HttpProblem {
  switch (unavailable.reason) {
    case 'busy':
      return {
        code: 'database_busy',
        detail: 'Another program holds the database. Nothing was changed; try again in a moment.',
        headers: { 'retry-after': '1' },
      };
    case 'full':
      return {
        code: 'disk_full',
        detail: 'The disk with the data folder is full. Nothing was changed; free some space and try again.',
      };
    case 'failed':
      return {
        code: 'database_failed',
        detail:
          'The database cannot be read or written. Nothing was changed; `videoexpress doctor` says what is wrong.',
      };
  }
}
