import type { z } from 'zod';
import type { ProblemCode } from '../problem.ts';

/** Who may call a route: everyone, or whoever holds the token or a session. `bearer` is the token alone. */
export type RouteAccess = 'open' | 'credential' | 'bearer';

/** One HTTP route as data: the daemon serves and validates by it, OpenAPI is made from it, the client calls by it. */
export interface RouteDefinition {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{name}` for each path parameter. */
  readonly path: string;
  readonly summary: string;
  readonly access: RouteAccess;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The fields that may stand before the file of a form. */
  readonly form?: z.ZodObject;
  /** `multipart`: the body is a form with one `file`. `stream`, `bytes`: the answer is not JSON. */
  readonly bodyType?: 'json' | 'multipart';
  readonly responseType?: 'json' | 'stream' | 'bytes' | 'none';
  /** Answers by status. All carry the same shape, so one schema is enough for the client. */
  readonly responses: Readonly<Record<number, string>>;
  readonly response?: z.ZodType;
  readonly problems: readonly ProblemCode[];
}
