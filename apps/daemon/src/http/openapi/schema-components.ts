import { z } from 'zod';

/** A JSON Schema, as far as this file looks into one. */
export type JsonSchema = Record<string, unknown>;

/** Collects the schemas that carry an id of their own, so that each stands once under `components`. */
export interface SchemaComponents {
  readonly schemas: Record<string, JsonSchema>;
  /** The schema of `type`, with `$ref`s to the components. */
  describe(type: z.ZodType): JsonSchema;
}

/** Makes JSON Schemas out of the very schemas that validate. */
export function createSchemaComponents(): SchemaComponents {
  const schemas: Record<string, JsonSchema> = {};
  return {
    schemas,
    describe(type) {
      // What goes in, not what parsing makes of it: a query's text that becomes a list is described as text.
      const { $schema: _, $defs, ...schema } = z.toJSONSchema(type, { target: 'draft-2020-12', io: 'input' });
      for (const [name, definition] of Object.entries($defs ?? {})) {
        if (isSchema(definition)) schemas[name] = relinked(definition);
      }
      return relinked(schema);
    },
  };
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Points references at where the definitions stand in an OpenAPI document. */
function relinked(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, relinkedValue(key, value)]));
}

function relinkedValue(key: string, value: unknown): unknown {
  if (key === '$ref' && typeof value === 'string') return value.replace('#/$defs/', '#/components/schemas/');
  if (Array.isArray(value)) return value.map((each) => (isSchema(each) ? relinked(each) : each));
  return isSchema(value) ? relinked(value) : value;
}
