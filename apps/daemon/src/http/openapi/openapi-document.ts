import { type RouteDefinition, routes } from '@videoexpress/job-schema';
import { routeNames } from '../routes/match-route.ts';
import { createSchemaComponents, type JsonSchema, type SchemaComponents } from './schema-components.ts';
import { describeParameters, describeRequestBody } from './describe-request.ts';
import { describeResponses, problemResponseSchema } from './describe-responses.ts';

/** The OpenAPI 3.1 description of every route, made from the route table and the schemas that validate. */
export function openApiDocument(version: string): JsonSchema {
  const components = createSchemaComponents();
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const name of routeNames) {
    const route: RouteDefinition = routes[name];
    const operations = (paths[route.path] ??= {});
    operations[route.method.toLowerCase()] = describeOperation(name, route, components);
  }
  components.describe(problemResponseSchema);
  return {
    openapi: '3.1.0',
    info: {
      title: 'VideoExpress AI',
      version,
      description:
        'The daemon of one person, on this machine. Errors are RFC 9457 problem documents with a stable `code`.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The token in `<state>/token`.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'videoexpress_<port>',
          description: 'Set by /login. With it, changes need the header `X-VideoExpress: 1`.',
        },
      },
    },
  };
}

const security: Readonly<Record<RouteDefinition['access'], readonly Record<string, readonly string[]>[]>> = {
  open: [],
  credential: [{ token: [] }, { session: [] }],
  bearer: [{ token: [] }],
};

function describeOperation(name: string, route: RouteDefinition, components: SchemaComponents): JsonSchema {
  const parameters = describeParameters(route, components);
  const requestBody = describeRequestBody(route, components);
  return {
    operationId: name,
    summary: route.summary,
    security: security[route.access],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === null ? {} : { requestBody }),
    responses: describeResponses(route, components),
  };
}
