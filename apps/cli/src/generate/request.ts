import { err, jobKindIdSchema, maxLoras, ok, type JobKindId, type Result } from '@videoexpress/job-schema';
import type { Invocation } from '../arguments/option.ts';
import { suggest } from '../arguments/suggestion.ts';
import { parseAssignment, parseSeconds, parseSize, parseWholeNumber } from '../arguments/values.ts';
import { usageFailure, type Failure } from '../failure.ts';

/** A LoRA on the command line: a file, or the id of one in the library. */
export interface RequestedLora {
  readonly file: string;
  readonly scale: number;
}

/** What a person asked `generate` for, before any daemon was asked what it can do. */
export interface GenerateRequest {
  readonly kind: JobKindId;
  readonly prompt: string | null;
  readonly engine: string | null;
  readonly model: string | null;
  readonly imageFile: string | null;
  readonly lastImageFile: string | null;
  readonly loras: readonly RequestedLora[];
  readonly durationSeconds: number | null;
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly seed: number | null;
  /** Settings by name, as text; what type each has is known to the model. */
  readonly settings: ReadonlyMap<string, string>;
  readonly output: string | null;
  readonly overwrite: boolean;
  readonly detach: boolean;
}

/** Input fields that have an option of their own, by that option. */
const ownOptions = {
  prompt: 'PROMPT',
  image: '--image',
  last_image: '--last-image',
  loras: '--lora',
  model: '--model',
  seed: '--seed',
  num_frames: '--duration',
  width: '--size',
  height: '--size',
} as const;

/** Either way. */
const strongest = 4;

/** Reads the command line of `generate`. */
export function readRequest(invocation: Invocation): Result<GenerateRequest, Failure> {
  const imageFile = invocation.value('image');
  const lastImageFile = invocation.value('last-image');
  const kind = readKind(invocation.value('kind'), imageFile !== null);
  if (!kind.ok) return kind;
  const duration = optional(invocation.value('duration'), (text) => parseSeconds('duration', text));
  if (!duration.ok) return duration;
  const size = optional(invocation.value('size'), parseSize);
  if (!size.ok) return size;
  const seed = optional(invocation.value('seed'), (text) => parseWholeNumber('seed', text));
  if (!seed.ok) return seed;
  const loras = readLoras(invocation.values('lora'));
  if (!loras.ok) return loras;
  const settings = readSettingsList(invocation.values('set'));
  if (!settings.ok) return settings;

  const prompt = invocation.positionals.length === 0 ? null : invocation.positionals.join(' ');
  const given = {
    prompt,
    image: imageFile,
    last_image: lastImageFile,
    loras: loras.value.length === 0 ? null : loras.value,
    model: invocation.value('model'),
    seed: seed.value,
    num_frames: duration.value,
    width: size.value,
    height: size.value,
  };
  for (const [field, option] of Object.entries(ownOptions)) {
    const both =
      settings.value.has(field) && Object.entries(given).some(([name, value]) => name === field && value !== null);
    if (both) return err(usageFailure(`${option} and --set ${field} say the same thing. Give one of them.`));
  }
  if (kind.value === 'text_to_video' && imageFile !== null) {
    return err(usageFailure('A text_to_video job takes no --image. Leave out --kind, or give --kind image_to_video.'));
  }
  if (kind.value === 'text_to_video' && lastImageFile !== null) {
    return err(usageFailure('A clip that ends on a picture starts from one too. Give --image FILE as well.'));
  }
  if (kind.value === 'text_to_video' && prompt === null && !settings.value.has('prompt')) {
    return err(
      usageFailure('Say what the clip should show.', 'For example: videoexpress generate "A red fox in snow"'),
    );
  }
  if (kind.value === 'image_to_video' && imageFile === null && !settings.value.has('image')) {
    return err(usageFailure('An image_to_video job needs a picture: --image FILE'));
  }
  const detach = invocation.has('detach');
  const output = invocation.value('output');
  if (detach && output !== null) {
    return err(
      usageFailure('--detach does not wait for the clip, so it cannot write it to a file. Leave out one of the two.'),
    );
  }
  return ok({
    kind: kind.value,
    prompt,
    engine: invocation.value('engine'),
    model: invocation.value('model'),
    imageFile,
    lastImageFile,
    loras: loras.value,
    durationSeconds: duration.value,
    size: size.value,
    seed: seed.value,
    settings: settings.value,
    output,
    overwrite: invocation.has('force'),
    detach,
  });
}

function readKind(text: string | null, hasImage: boolean): Result<JobKindId, Failure> {
  if (text === null) return ok(hasImage ? 'image_to_video' : 'text_to_video');
  const parsed = jobKindIdSchema.safeParse(text);
  if (parsed.success) return ok(parsed.data);
  const meant = suggest(text, jobKindIdSchema.options);
  const fix = meant === null ? `Give one of ${jobKindIdSchema.options.join(', ')}.` : `Did you mean ${meant}?`;
  return err(usageFailure(`There is no kind "${text}".`, fix));
}

/** `FILE` or `FILE:STRENGTH`. A colon that no number follows is part of the name. */
function readLoras(texts: readonly string[]): Result<readonly RequestedLora[], Failure> {
  if (texts.length > maxLoras)
    return err(usageFailure(`--lora is given ${texts.length} times. ${maxLoras} are possible.`));
  const loras: RequestedLora[] = [];
  for (const text of texts) {
    const [, file = text, strength] = /^(.+):([+-]?\d*\.?\d+)$/.exec(text) ?? [];
    const scale = strength === undefined ? 1 : Number(strength);
    if (Math.abs(scale) > strongest) {
      return err(usageFailure(`--lora ${text}: the strength must be from -${strongest} to ${strongest}.`));
    }
    loras.push({ file, scale });
  }
  return ok(loras);
}

function readSettingsList(texts: readonly string[]): Result<ReadonlyMap<string, string>, Failure> {
  const settings = new Map<string, string>();
  for (const text of texts) {
    const assignment = parseAssignment(text);
    if (!assignment.ok) return assignment;
    const { key, value } = assignment.value;
    if (settings.has(key)) return err(usageFailure(`--set ${key} is given twice.`));
    settings.set(key, value);
  }
  return ok(settings);
}

function optional<T>(text: string | null, parse: (text: string) => Result<T, Failure>): Result<T | null, Failure> {
  return text === null ? ok(null) : parse(text);
}
