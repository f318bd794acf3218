import { err, ok, type Result } from '@videoexpress/job-schema';
import type { HttpProblem } from '../problems.ts';

export const maxJsonDepth = 32;

/** A JSON object as it came in, before a schema looked at it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a body as one JSON object in UTF-8, neither nested too deep nor carrying a key that rewrites objects. */
export function parseJsonObject(bytes: Buffer): Result<JsonObject, HttpProblem> {
  const text = decodeUtf8(bytes);
  if (text === null) return err(invalid('The body is not valid UTF-8.'));
  if (depthOf(text) > maxJsonDepth) return err(invalid(`The body is nested deeper than ${maxJsonDepth} levels.`));
  const parsed = parse(text);
  if (!parsed.ok) return err(invalid(`The body is not valid JSON${parsed.error}.`));
  if (!isObject(parsed.value)) {
    const errors = [{ path: '', message: 'Must be a JSON object.' }];
    return err({ code: 'invalid_input', detail: 'The body must be a JSON object.', errors });
  }
  if (hasProtoKey(parsed.value)) return err(invalid('The key `__proto__` is not allowed.'));
  return ok(parsed.value);
}

function invalid(detail: string): HttpProblem {
  return { code: 'invalid_json', detail };
}

function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The place of the mistake is worth telling; the body itself is not repeated. */
function parse(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch (cause) {
    const place = /line \d+ column \d+/.exec(String(cause))?.[0] ?? /position \d+/.exec(String(cause))?.[0];
    return err(place === undefined ? '' : ` (at ${place})`);
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How deep brackets nest outside of texts, counted before anything is built from them. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inText) {
      if (character === '\\') index += 1;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}

function hasProtoKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.hasOwn(value, '__proto__')) return true;
  return Object.values(value).some(hasProtoKey);
}
