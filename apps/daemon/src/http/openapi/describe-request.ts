import type { RouteDefinition } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { JsonSchema, SchemaComponents } from './schema-components.ts';

/** The path, query and header parameters of a route. */
export function describeParameters(route: RouteDefinition, components: SchemaComponents): readonly JsonSchema[] {
  return [
    ...parametersOf('path', route.params, components),
    ...parametersOf('query', route.query, components),
    ...parametersOf('header', route.headers, components),
  ];
}

function parametersOf(
  place: 'path' | 'query' | 'header',
  schema: z.ZodObject | undefined,
  components: SchemaComponents,
): readonly JsonSchema[] {
  return Object.entries(schema?.shape ?? {}).map(([name, type]) => {
    if (!(type instanceof z.ZodType)) throw new Error(`The ${place} parameter ${name} is not described by a schema`);
    const { description, ...rest } = components.describe(type);
    return {
      name,
      in: place,
      required: place === 'path' || !type.safeParse(undefined).success,
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

/** The body of a route, or null when it takes none. */
export function describeRequestBody(route: RouteDefinition, components: SchemaComponents): JsonSchema | null {
  if (route.bodyType === 'multipart') {
    const file = { type: 'string', format: 'binary' };
    const fields = Object.entries(route.form?.shape ?? {}).flatMap(([name, type]) =>
      type instanceof z.ZodType ? [[name, components.describe(type)]] : [],
    );
    const properties = { ...Object.fromEntries(fields), file };
    const schema = { type: 'object', properties, required: ['file'], additionalProperties: false };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  if (route.body === undefined) return null;
  return { required: true, content: { 'application/json': { schema: components.describe(route.body) } } };
}
