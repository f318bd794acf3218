import { type ClipSettings, clipSettingsSchema, type JobInput, jobKind } from '@videoexpress/job-schema';

/** An engine's own parameter: a plain name and a plain value. */
const parameterName = /^[a-z][a-z0-9_]{0,60}$/;
const mostParameterCharacters = 2000;
const mostParameters = 64;
const mostNameCharacters = 200;

/**
 * Reads the settings that stand in a clip's tag. A file may come from anywhere, so nothing of it is believed: what is no
 * settings of ours is null, the fields of the job's kind must be right, and of the rest only plain values are taken.
 */
export function readClipSettings(text: string | null): ClipSettings | null {
  const parsed = clipSettingsSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { kind, engine, appVersion, jobId, inputHashes } = parsed.data;
  const names = [engine, appVersion, jobId, ...Object.entries(inputHashes).flat()];
  if (names.some((name) => name.length > mostNameCharacters)) return null;
  const known = jobKind(kind).input.safeParse(parsed.data.input);
  if (!known.success) return null;
  const input = { ...plainParameters(parsed.data.input), ...known.data };
  return { schema: 1, kind, input, engine, appVersion, jobId, inputHashes };
}

function plainParameters(input: JobInput): JobInput {
  const plain = Object.entries(input).filter(([name, value]) => parameterName.test(name) && isPlain(value));
  return Object.fromEntries(plain.slice(0, mostParameters));
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= mostParameterCharacters;
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
