import {
  type EngineModel,
  err,
  type FieldProblem,
  type JobInput,
  type JobKindDefinition,
  maxSeed,
  ok,
  parameterDefaults,
  type Result,
  wordIssues,
} from '@videoexpress/job-schema';
import type { z } from 'zod';
import { parameterProblem } from './check-parameter.ts';
import { sizeForPicture } from './fit-size.ts';

/** What resolving needs beside the input itself. */
export interface ResolveContext {
  readonly model: EngineModel;
  /** Size of the start image, where the kind has one. */
  readonly picture: { readonly width: number; readonly height: number } | null;
  /** A whole number from 0 to 2^32 - 1. */
  readonly randomSeed: () => number;
}

/** Draws a seed. */
export function drawSeed(): number {
  return Math.floor(Math.random() * (maxSeed + 1));
}

/**
 * Fills in what was left out and checks every field against the kind and the model. All problems are told at once, each
 * with the path of its field.
 */
export function resolveInput(
  kind: JobKindDefinition,
  raw: JobInput,
  context: ResolveContext,
): Result<JobInput, FieldProblem[]> {
  const { model } = context;
  const problems: FieldProblem[] = [];
  const parsed = kind.input.safeParse(raw, { reportInput: true });
  if (!parsed.success) problems.push(...inputProblems(parsed.error.issues, kind.input));

  const known = new Set([...Object.keys(kind.input.shape), ...model.parameters.map((p) => p.name)]);
  for (const name of Object.keys(raw)) {
    if (known.has(name)) continue;
    problems.push({ path: `input.${name}`, message: `Unknown field. ${model.label} knows: ${[...known].join(', ')}.` });
  }

  const resolved: JobInput = { ...(parsed.success ? parsed.data : {}), model: model.id };
  const defaults = parameterDefaults(model, raw);
  for (const parameter of model.parameters) {
    const given = raw[parameter.name];
    const problem = given === undefined ? null : parameterProblem(parameter, given);
    if (problem !== null) problems.push({ path: `input.${parameter.name}`, message: problem });
    resolved[parameter.name] = given ?? defaults[parameter.name];
  }
  problems.push(...abilityProblems(model, raw));
  // A missing prompt must not hide that the width is wrong; numbers that cannot be read say nothing about limits.
  const flawed = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path[0]);
  if (videoFields.some((field) => flawed.includes(field))) return err(problems);
  const video = resolveVideo(parsed.success ? parsed.data : raw, context);
  problems.push(...limitProblems(video, model));
  if (problems.length > 0) return err(problems);
  return ok({ ...resolved, ...video });
}

/** Fields of the kind that not every model knows what to do with. */
function abilityProblems(model: EngineModel, raw: JobInput): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (raw['last_image'] !== undefined && model.lastFrame !== true)
    problems.push({ path: 'input.last_image', message: `${model.label} cannot end on a picture. Leave it out.` });
  const { loras } = raw;
  if (Array.isArray(loras) && loras.length > 0 && model.loraBase === undefined)
    problems.push({ path: 'input.loras', message: `${model.label} takes no LoRAs. Leave them out.` });
  return problems;
}

const videoFields = ['width', 'height', 'num_frames', 'fps', 'seed'] as const;

interface VideoNumbers {
  readonly width: number;
  readonly height: number;
  readonly num_frames: number;
  readonly fps: number;
  readonly seed: number;
}

function resolveVideo(input: Record<string, unknown>, context: ResolveContext): VideoNumbers {
  const { defaults } = context.model;
  const pick = (name: string, fallback: number) => (typeof input[name] === 'number' ? input[name] : fallback);
  const sizeLeftOut = input['width'] === undefined && input['height'] === undefined;
  const size = sizeLeftOut && context.picture !== null ? sizeForPicture(context.picture, context.model) : defaults;
  return {
    width: pick('width', size.width),
    height: pick('height', size.height),
    num_frames: pick('num_frames', defaults.num_frames),
    fps: pick('fps', defaults.fps),
    seed: typeof input['seed'] === 'number' ? input['seed'] : context.randomSeed(),
  };
}

function limitProblems(video: VideoNumbers, model: EngineModel): FieldProblem[] {
  const { limits } = model;
  const problems: FieldProblem[] = [];
  const add = (field: keyof VideoNumbers, message: string) => problems.push({ path: `input.${field}`, message });
  const sides = limits.sidePixels;
  for (const field of ['width', 'height'] as const) {
    const pixels = video[field];
    if (pixels < sides.min || pixels > sides.max) add(field, `Must be from ${sides.min} to ${sides.max} pixels.`);
    else if (pixels % sides.multipleOf !== 0) {
      add(field, sides.multipleOf === 2 ? 'Must be even.' : `Must be a multiple of ${sides.multipleOf}.`);
    }
  }
  if (problems.length === 0 && video.width * video.height > limits.maxPixels) {
    add(
      'width',
      `${video.width} × ${video.height} is more than ${limits.maxPixels.toLocaleString('en')} pixels. Make one side smaller.`,
    );
  }
  if (video.fps < limits.fps.min || video.fps > limits.fps.max) {
    add('fps', `Must be from ${limits.fps.min} to ${limits.fps.max} frames a second.`);
    return problems;
  }
  const frames = limits.numFrames;
  if (video.num_frames < frames.min || video.num_frames > frames.max) {
    add('num_frames', `Must be from ${frames.min} to ${frames.max} frames.`);
    return problems;
  }
  if ((video.num_frames - frames.base) % frames.step !== 0) {
    const below = video.num_frames - ((video.num_frames - frames.base) % frames.step);
    add(
      'num_frames',
      `${model.label} makes ${frames.base} + n × ${frames.step} frames: use ${below} or ${below + frames.step}.`,
    );
  }
  const seconds = video.num_frames / video.fps;
  const { min, max } = limits.durationSeconds;
  if (seconds < min || seconds > max) {
    const range = `${Math.ceil(min * video.fps)} to ${Math.floor(max * video.fps)}`;
    add(
      'num_frames',
      `${video.num_frames} frames at ${video.fps} fps are ${seconds.toFixed(2)} s; ${min} to ${max} s are possible. Use ${range} frames.`,
    );
  }
  return problems;
}

/** A job's fields are told below `input`, where the request has them. */
function inputProblems(issues: readonly z.core.$ZodIssue[], schema: z.ZodObject): FieldProblem[] {
  return wordIssues(issues, schema).map(({ path, message }) => ({ path: `input.${path}`, message }));
}
