import { z } from 'zod';

/** Stable codes of problem documents. The HTTP status of each is known to the daemon's HTTP layer alone. */
export const problemCodes = [
  'invalid_input',
  'invalid_json',
  'invalid_request',
  'body_too_large',
  'unsupported_media_type',
  'unauthenticated',
  'forbidden_host',
  'forbidden_origin',
  'csrf_header_missing',
  'login_code_invalid',
  'rate_limited',
  'not_found',
  'method_not_allowed',
  'invalid_state',
  'asset_in_use',
  'may_be_live',
  'secret_from_environment',
  'secret_store_unusable',
  'cloud_refused',
  'cloud_unreachable',
  'connection_in_use',
  'login_refused',
  'service_unreachable',
  'cannot_reveal',
  'idempotency_conflict',
  'engine_unknown',
  'engine_cannot',
  'range_not_satisfiable',
  'too_many_streams',
  'disk_full',
  'database_busy',
  'database_failed',
  'shutting_down',
  'media_tool_failed',
  'captions_no_key',
  'captions_key_refused',
  'captions_limit',
  'captions_refused',
  'captions_failed',
  'internal',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export const fieldProblemSchema = z.object({
  path: z.string().meta({ description: 'The field, as in `input.width`.' }),
  message: z.string().meta({ description: 'What is wrong with it and what would be right.' }),
});
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

/** RFC 9457 problem document. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(problemCodes),
    detail: z.string(),
    errors: z.array(fieldProblemSchema).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;
