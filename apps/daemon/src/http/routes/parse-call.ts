import type { IncomingMessage, ServerResponse } from 'node:http';
import { err, type FieldProblem, ok, type Result, type RouteDefinition, wordIssues } from '@videoexpress/job-schema';
import type { z } from 'zod';
import { parseJsonObject } from '../body/parse-json.ts';
import { inviteBody, readBody } from '../body/read-body.ts';
import { hasBody } from '../guard/write-rules.ts';
import type { HttpProblem } from '../problems.ts';

/** What came with a call, parsed by the route's own schemas; null where the route has none. */
export interface ParsedCall {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
}

/** Parses path, query, headers and body of a call, in this order: the body is read only once the rest is right. */
export async function parseCall(
  route: RouteDefinition,
  given: { readonly params: Readonly<Record<string, string>>; readonly query: URLSearchParams },
  request: IncomingMessage,
  response: ServerResponse,
  /** What else is wrong with a body that the schema refused. */
  more: (body: unknown) => Promise<readonly FieldProblem[]> = async () => [],
): Promise<Result<ParsedCall, HttpProblem>> {
  const params = route.params?.safeParse(given.params);
  // An id that no object can have names nothing.
  if (params?.success === false) return err({ code: 'not_found', detail: 'There is nothing with this id.' });

  const query = parseQuery(route.query, given.query);
  if (!query.ok) return query;
  const headers = parseHeaders(route.headers, request);
  if (!headers.ok) return headers;
  const body = await parseBody(route, request, response, more);
  if (!body.ok) return body;
  return ok({ params: params?.data ?? null, query: query.value, headers: headers.value, body: body.value });
}

function invalidInput(errors: readonly FieldProblem[]): HttpProblem {
  const fields = errors.map((error) => (error.path === '' ? error.message : `${error.path}: ${error.message}`));
  return { code: 'invalid_input', detail: fields.join(' '), errors };
}

function parseQuery(schema: z.ZodObject | undefined, query: URLSearchParams): Result<unknown, HttpProblem> {
  if (schema === undefined) return ok(null);
  const repeated = [...new Set(query.keys())].filter((name) => query.getAll(name).length > 1);
  if (repeated.length > 0)
    return err(invalidInput(repeated.map((path) => ({ path, message: 'Is given more than once.' }))));
  const parsed = schema.safeParse(Object.fromEntries(query), { reportInput: true });
  if (parsed.success) return ok(parsed.data);
  // A query knows no nesting: what is wrong inside a value is wrong with its parameter.
  const issues = parsed.error.issues.map((issue) => ({ ...issue, path: issue.path.slice(0, 1) }));
  return err(invalidInput(wordIssues(issues, schema)));
}

function parseHeaders(schema: z.ZodObject | undefined, request: IncomingMessage): Result<unknown, HttpProblem> {
  if (schema === undefined) return ok(null);
  const parsed = schema.safeParse(request.headers, { reportInput: true });
  if (parsed.success) return ok(parsed.data);
  return err(invalidInput(wordIssues(parsed.error.issues, schema)));
}

async function parseBody(
  route: RouteDefinition,
  request: IncomingMessage,
  response: ServerResponse,
  more: (body: unknown) => Promise<readonly FieldProblem[]>,
): Promise<Result<unknown, HttpProblem>> {
  // A form is read by its handler, as a stream.
  if (route.bodyType === 'multipart' || route.method === 'GET') return ok(null);
  if (!hasBody(request)) {
    if (route.body === undefined) return ok(null);
    return err({ code: 'invalid_json', detail: 'The body is empty. Send a JSON object.' });
  }
  inviteBody(request, response);
  const bytes = await readBody(request);
  if (!bytes.ok) return bytes;
  const object = parseJsonObject(bytes.value);
  if (!object.ok || route.body === undefined) return object;
  const parsed = route.body.safeParse(object.value, { reportInput: true });
  if (parsed.success) return ok(parsed.data);
  const errors = wordIssues(parsed.error.issues, route.body);
  const others = (await more(object.value)).filter(({ path }) => errors.every((known) => known.path !== path));
  return err(invalidInput([...errors, ...others]));
}
