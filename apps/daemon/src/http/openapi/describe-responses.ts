import { type ProblemCode, problemSchema, type RouteDefinition } from '@videoexpress/job-schema';
import { problemTable } from '../problems.ts';
import type { JsonSchema, SchemaComponents } from './schema-components.ts';

export const problemResponseSchema = problemSchema;
const problemRef = { $ref: '#/components/schemas/Problem' };

/** Answers with these never have a body. */
const emptyStatuses: ReadonlySet<string> = new Set(['204', '304']);

/** The answers of a route: its own, and the problem documents that its guard and its handler can give. */
export function describeResponses(route: RouteDefinition, components: SchemaComponents): JsonSchema {
  const own = Object.entries(route.responses).map(([status, description]) => {
    const content = emptyStatuses.has(status) ? null : contentOf(route, components);
    return [status, { description, ...(content === null ? {} : { content }) }];
  });
  return { ...Object.fromEntries(own), ...problemResponses(route) };
}

function contentOf(route: RouteDefinition, components: SchemaComponents): JsonSchema | null {
  switch (route.responseType ?? 'json') {
    case 'none':
      return null;
    case 'stream':
      return { 'text/event-stream': { schema: { type: 'string' } } };
    case 'bytes':
      return { '*/*': { schema: { type: 'string', format: 'binary' } } };
    case 'json':
      return route.response === undefined
        ? null
        : { 'application/json': { schema: components.describe(route.response) } };
  }
}

function problemResponses(route: RouteDefinition): JsonSchema {
  const codesByStatus = new Map<number, ProblemCode[]>();
  const unknownId: readonly ProblemCode[] = route.params === undefined ? [] : ['not_found'];
  for (const code of new Set([...route.problems, ...unknownId, ...guardProblems(route)])) {
    const { status } = problemTable[code];
    codesByStatus.set(status, [...(codesByStatus.get(status) ?? []), code]);
  }
  const described = [...codesByStatus].map(([status, codes]) => {
    const description = `Problem: ${codes.join(', ')}.`;
    return [String(status), { description, content: { 'application/problem+json': { schema: problemRef } } }];
  });
  return Object.fromEntries(described);
}

/** What any call of such a route can meet before its handler, and when the database is away. */
function guardProblems(route: RouteDefinition): readonly ProblemCode[] {
  const always: readonly ProblemCode[] = ['invalid_request', 'forbidden_host', 'forbidden_origin', 'internal'];
  if (route.access === 'open') return always;
  const guarded: readonly ProblemCode[] = [...always, 'unauthenticated', 'database_busy', 'database_failed'];
  if (route.method === 'GET') return guarded;
  const writes: readonly ProblemCode[] = [...guarded, 'csrf_header_missing', 'disk_full'];
  if (route.body === undefined && route.bodyType === undefined) return writes;
  return [
    ...writes,
    'unsupported_media_type',
    'body_too_large',
    ...(route.body === undefined ? [] : ['invalid_json' as const]),
  ];
}
