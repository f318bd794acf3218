import type { EngineModel, Job, JobInput, ParameterValue, PatchJobRequest } from '@videoexpress/job-schema';
import { framesFor } from '../../tabs/generate/frame-plan.ts';
import { inputNumber } from '../../words/job-words.ts';
import { clipSeconds } from '../cost-words.ts';

/** What a person can change about a waiting job. */
export interface JobEdit {
  readonly prompt: string;
  /** Length of the clip; null where the kind of job has none. */
  readonly seconds: number | null;
  /** Null: draw a new one. */
  readonly seed: number | null;
  /** When it may run, as an ISO date; null: as soon as there is room. */
  readonly runAt: string | null;
  /** The model's own controls. */
  readonly values: Readonly<Record<string, ParameterValue>>;
}

function toHundredths(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 100) / 100;
}

/** The form of a job as it stands. */
export function editOf(job: Job, model: EngineModel | undefined): JobEdit {
  const { prompt } = job.input;
  const values = (model?.parameters ?? []).map((parameter) => {
    const kept = job.input[parameter.name];
    const isOfType = typeof kept === 'string' || typeof kept === 'number' || typeof kept === 'boolean';
    return [parameter.name, isOfType && typeof kept === typeof parameter.default ? kept : parameter.default];
  });
  return {
    prompt: typeof prompt === 'string' ? prompt : '',
    seconds: toHundredths(clipSeconds(job)),
    seed: inputNumber(job, 'seed'),
    runAt: job.runAt,
    values: Object.fromEntries(values),
  };
}

/** The job's input with what changed between the two forms, and nothing else; null where nothing did. */
function changedInput(job: Job, opened: JobEdit, edit: JobEdit, model: EngineModel | undefined): JobInput | null {
  const input: JobInput = { ...job.input };
  let isChanged = false;
  const put = (name: string, value: unknown) => {
    isChanged = true;
    if (value === undefined) delete input[name];
    else input[name] = value;
  };
  if (edit.prompt !== opened.prompt) {
    const isLeftOut = edit.prompt.trim() === '' && job.kind === 'image_to_video';
    put('prompt', isLeftOut ? undefined : edit.prompt);
  }
  if (edit.seed !== opened.seed) put('seed', edit.seed ?? undefined);
  if (edit.seconds !== opened.seconds && edit.seconds !== null && model !== undefined) {
    const fps = inputNumber(job, 'fps') ?? model.defaults.fps;
    // Out of the model's bounds, the daemon says so at the field.
    put('num_frames', framesFor(model, edit.seconds, fps) ?? Math.round(edit.seconds * fps));
  }
  for (const [name, value] of Object.entries(edit.values)) if (value !== opened.values[name]) put(name, value);
  return isChanged ? input : null;
}

/**
 * What to ask of the daemon so that the job becomes what the form says. Only what was changed in this form is touched,
 * so what another window changed meanwhile stays. Null where nothing was changed.
 */
export function patchFor(
  job: Job,
  opened: JobEdit,
  edit: JobEdit,
  model: EngineModel | undefined,
): PatchJobRequest | null {
  const input = changedInput(job, opened, edit, model);
  const patch: PatchJobRequest = {
    ...(input === null ? {} : { input }),
    ...(edit.runAt === opened.runAt ? {} : { runAt: edit.runAt }),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}

/** The input of a new job with everything the form says, for one that can no longer be changed. */
export function inputOf(job: Job, opened: JobEdit, edit: JobEdit, model: EngineModel | undefined): JobInput {
  return changedInput(job, opened, edit, model) ?? job.input;
}
