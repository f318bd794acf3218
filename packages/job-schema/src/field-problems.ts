import type { FieldProblem } from './problem.ts';
import { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with each field, in plain sentences. `schema` is what the value was checked against: an unknown field is
 * answered with the known ones. The issues must come from a parse with `reportInput`, else every wrong type looks missing.
 */
export function wordIssues(issues: readonly Issue[], schema: z.ZodType): readonly FieldProblem[] {
  return issues.flatMap((issue) => wordIssue(issue, schema));
}

function wordIssue(issue: Issue, schema: z.ZodType): readonly FieldProblem[] {
  const path = fieldPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const known = knownFields(schema, issue.path);
    const message = known.length === 0 ? 'Unknown field.' : `Unknown field. Known fields: ${known.join(', ')}.`;
    return issue.keys.map((key) => ({ path: fieldPath([...issue.path, key]), message }));
  }
  return [{ path, message: messageOf(issue) }];
}

/** `input.width`, `jobs.2.input.width`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

function messageOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'Is missing.'
        : `Must be ${typeNames[issue.expected] ?? `of type ${issue.expected}`}.`;
    case 'too_small':
      return bound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'not_multiple_of':
      return `Must be a multiple of ${issue.divisor}.`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `Must be ${String(issue.values[0])}.`
        : `Must be one of: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
      return formatMessage(issue);
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return 'Has a value of a kind that is not allowed here.';
    case 'unrecognized_keys':
    case 'custom':
      return issue.message;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'null',
};

function bound(origin: string, relation: string, limit: number | bigint): string {
  switch (origin) {
    case 'string':
      return `Must have ${relation} ${limit} ${limit === 1 ? 'character' : 'characters'}.`;
    case 'array':
    case 'set':
      return `Must have ${relation} ${limit} ${limit === 1 ? 'item' : 'items'}.`;
    default:
      return `Must be ${relation} ${limit}.`;
  }
}

function formatMessage(issue: z.core.$ZodIssueInvalidStringFormat): string {
  switch (issue.format) {
    case 'datetime':
      return 'Must be a time in ISO 8601, UTC, such as 2026-01-31T12:00:00Z.';
    case 'url':
      return 'Must be a URL.';
    case 'template_literal':
      return `Must be an id such as ${issue.pattern?.replace(/^\^?(\w+_).*$/s, '$1') ?? ''}….`;
    default:
      // A schema with a pattern of its own says in its own words what it wants.
      return issue.message;
  }
}

/** The fields that an object has at `path` of a schema. */
function knownFields(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let at: z.core.$ZodType | undefined = schema;
  for (const part of path) {
    const unwrapped = unwrap(at);
    if (unwrapped instanceof z.ZodArray) at = unwrapped.element;
    else at = unwrapped instanceof z.ZodObject ? unwrapped.shape[String(part)] : undefined;
  }
  const found = unwrap(at);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return unwrap(schema.unwrap());
  }
  return schema;
}
