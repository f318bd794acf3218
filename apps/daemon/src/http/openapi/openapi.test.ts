import { type RouteDefinition, routes } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startHttpTestApp } from '../../testing/http-test-app.ts';
import { routeNames } from '../routes/match-route.ts';
import { openApiDocument } from './openapi-document.ts';

const schemaSchema = z.record(z.string(), z.unknown());
const contentSchema = z.record(z.string(), z.strictObject({ schema: schemaSchema }));
const parameterSchema = z.strictObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  description: z.string().optional(),
  schema: schemaSchema,
});
const operationSchema = z.strictObject({
  operationId: z.string(),
  summary: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameterSchema).optional(),
  requestBody: z.strictObject({ required: z.literal(true), content: contentSchema }).optional(),
  responses: z.record(
    z.string().regex(/^\d{3}$/),
    z.strictObject({ description: z.string(), content: contentSchema.optional() }),
  ),
});
const documentSchema = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.object({ title: z.string(), version: z.string() }),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), operationSchema),
  ),
  components: z.strictObject({
    schemas: z.record(z.string(), schemaSchema),
    securitySchemes: z.record(z.string(), z.unknown()),
  }),
});

/** Every `$ref` anywhere in a document. */
function refsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === '$ref' ? [String(each)] : refsOf(each)));
}

describe('the OpenAPI description', () => {
  const document = documentSchema.parse(openApiDocument('1.2.3'));
  const operation = (route: RouteDefinition) => {
    const found = Object.entries(document.paths[route.path] ?? {}).find(
      ([method]) => method === route.method.toLowerCase(),
    );
    return operationSchema.parse(found?.[1]);
  };

  it('has every route and nothing else', () => {
    const described = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((each) => each?.operationId),
    );
    expect(described.toSorted()).toEqual(routeNames.toSorted());
    expect(routeNames.map((name) => operation(routes[name]).operationId)).toEqual(routeNames);
  });

  it('refers to nothing that it does not have', () => {
    const refs = new Set(refsOf(document));
    const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect([...refs].filter((ref) => !known.includes(ref))).toEqual([]);
    expect(known).toEqual(
      expect.arrayContaining(
        ['Job', 'Asset', 'Problem', 'Queue', 'Engine'].map((name) => `#/components/schemas/${name}`),
      ),
    );
  });

  it('says who may call what', () => {
    const schemes = Object.keys(document.components.securitySchemes);
    const allowed = { open: [], credential: [{ token: [] }, { session: [] }], bearer: [{ token: [] }] };
    expect(schemes).toEqual(['token', 'session']);
    expect(routeNames.map((name) => operation(routes[name]).security)).toEqual(
      routeNames.map((name) => allowed[routes[name].access]),
    );
  });

  it('names each parameter of a path, and requires it', () => {
    const inPath = routeNames.map((name) => [...routes[name].path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    const described = routeNames.map((name) =>
      (operation(routes[name]).parameters ?? [])
        .filter((each) => each.in === 'path' && each.required)
        .map((each) => each.name),
    );
    expect(described).toEqual(inPath);
  });

  it('gives each answer of a route, and its problems, a place', () => {
    for (const name of routeNames) {
      const route: RouteDefinition = routes[name];
      const { responses } = operation(route);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(Object.keys(route.responses)));
      const problems = Object.values(responses).filter(
        (each) => each.content?.['application/problem+json'] !== undefined,
      );
      const codes = problems.flatMap((each) => each.description.replace(/^Problem: |\.$/g, '').split(', '));
      expect(codes).toEqual(expect.arrayContaining([...route.problems]));
      expect(codes.includes('unauthenticated')).toBe(route.access !== 'open');
    }
  });

  it('describes a query as it is typed, with its default', () => {
    const parameters = operation(routes.listJobs).parameters ?? [];
    const byName = Object.fromEntries(parameters.map((each) => [each.name, each]));
    expect(byName['limit']).toMatchObject({
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    });
    expect(byName['state']).toMatchObject({
      description: 'One state, or several with commas.',
      schema: { type: 'string' },
    });
  });

  it('describes the form of an upload: the file, and what may stand before it', () => {
    const form = operation(routes.createAsset).requestBody?.content['multipart/form-data']?.schema ?? {};
    expect(Object.keys(Object(form['properties']))).toEqual(['name', 'projectId', 'sourceAssetId', 'file']);
    expect(form['required']).toEqual(['file']);
  });

  it('is served to whoever may ask', async () => {
    const app = await startHttpTestApp();
    expect(await (await app.fetch('/api/v1/openapi.json')).json()).toEqual(openApiDocument('0.0.0-test'));
    await app.close();
  });
});
