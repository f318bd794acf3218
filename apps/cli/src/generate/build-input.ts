import {
  err,
  jobKind,
  ok,
  type CreateJobRequest,
  type Engine,
  type EngineModel,
  type FieldProblem,
  type JobKindId,
  type ModelParameter,
  type Result,
} from '@videoexpress/job-schema';
import { suggest } from '../arguments/suggestion.ts';
import { usageFailure, type Failure } from '../failure.ts';
import { framesFor } from './frames.ts';
import type { InputAssets } from './input-files.ts';
import type { GenerateRequest } from './request.ts';

/**
 * Makes the job's request of what the person asked for and what the engines can do. The types of `--set` and the number
 * of frames for `--duration` follow from the model; whether values are within its limits is the daemon's to judge.
 */
export function buildJobRequest(
  request: GenerateRequest,
  engines: readonly Engine[],
  assets: InputAssets,
): Result<CreateJobRequest, Failure> {
  const model = chooseModel(request, engines);
  if (!model.ok) return model;
  const input: Record<string, unknown> = {};
  if (request.prompt !== null) input['prompt'] = request.prompt;
  if (assets.image !== null) input['image'] = assets.image;
  if (assets.lastImage !== null) input['last_image'] = assets.lastImage;
  if (assets.loras.length > 0) input['loras'] = [...assets.loras];
  if (request.model !== null) input['model'] = request.model;
  if (request.size !== null) Object.assign(input, request.size);
  if (request.seed !== null) input['seed'] = request.seed;
  for (const [key, text] of request.settings) {
    const value = typedSetting(request, model.value, key, text);
    if (!value.ok) return value;
    input[key] = value.value;
  }
  if (request.durationSeconds !== null) {
    const fps = typeof input['fps'] === 'number' && input['fps'] > 0 ? input['fps'] : model.value.defaults.fps;
    input['num_frames'] = framesFor(request.durationSeconds, fps, model.value.limits);
  }
  return ok({ kind: request.kind, input, ...(request.engine === null ? {} : { engine: request.engine }) });
}

function chooseModel(request: GenerateRequest, engines: readonly Engine[]): Result<EngineModel, Failure> {
  const engine =
    request.engine === null
      ? engines.find(({ isDefault }) => isDefault)
      : engines.find(({ id }) => id === request.engine);
  if (engine === undefined) {
    const ids = engines.map(({ id }) => id);
    const meant = suggest(request.engine ?? '', ids);
    return err(
      usageFailure(
        `There is no engine "${request.engine}".`,
        meant === null ? `There are: ${ids.join(', ')}` : `Did you mean ${meant}?`,
      ),
    );
  }
  const named = request.model ?? request.settings.get('model');
  const model =
    named === undefined
      ? engine.models.find(({ kinds }) => kinds.some((kind) => kind === request.kind))
      : engine.models.find(({ id }) => id === named);
  if (model !== undefined) return ok(model);
  if (named !== undefined) {
    const ids = engine.models.map(({ id }) => id).join(', ');
    return err(usageFailure(`The engine ${engine.id} has no model "${named}".`, `It has: ${ids}`));
  }
  const able = engines.filter(({ models }) => models.some(({ kinds }) => kinds.some((kind) => kind === request.kind)));
  const fix = able.length === 0 ? undefined : `These can: ${able.map(({ id }) => id).join(', ')}`;
  return err(usageFailure(`The engine ${engine.id} cannot do ${request.kind}.`, fix));
}

/** A setting's text as the value that its field takes. A field takes text where it can, so that a prompt may be `42`. */
function typedSetting(
  request: GenerateRequest,
  model: EngineModel,
  key: string,
  text: string,
): Result<unknown, Failure> {
  const parameter = model.parameters.find(({ name }) => name === key);
  if (parameter !== undefined) return typedParameter(parameter, text);
  const fields = jobKind(request.kind).input.shape;
  if (key in fields) return ok(takesText(request.kind, key, text) || !isNumber(text) ? text : Number(text));
  const known = [...Object.keys(fields), ...model.parameters.map(({ name }) => name)];
  const meant = suggest(key, known);
  const fix = meant === null ? `It has: ${known.join(', ')}` : `Did you mean ${meant}?`;
  return err(usageFailure(`The model ${model.id} has no setting "${key}".`, fix));
}

/** Whether the field would take the text as it stands. */
function takesText(kind: JobKindId, key: string, text: string): boolean {
  return jobKind(kind)
    .input.partial()
    .safeParse({ [key]: text }).success;
}

function typedParameter(parameter: ModelParameter, text: string): Result<unknown, Failure> {
  switch (parameter.type) {
    case 'choice':
    case 'text':
      return ok(text);
    case 'number':
      return isNumber(text)
        ? ok(Number(text))
        : err(usageFailure(`--set ${parameter.name} is "${text}". Give a number.`));
    case 'switch': {
      const on = switchWords.get(text.toLowerCase());
      return on === undefined ? err(usageFailure(`--set ${parameter.name} is "${text}". Give true or false.`)) : ok(on);
    }
  }
}

const switchWords: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['on', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['off', false],
  ['no', false],
  ['0', false],
]);

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
}

/** The fields of a refusal by the options that a person gave them with. */
export function inOptionWords(errors: readonly FieldProblem[], request: GenerateRequest): FieldProblem[] {
  const options: Readonly<Record<string, string | null>> = {
    engine: '--engine',
    kind: '--kind',
    'input.prompt': request.prompt === null ? null : 'PROMPT',
    'input.image': '--image',
    'input.last_image': '--last-image',
    'input.loras': '--lora',
    'input.model': request.model === null ? null : '--model',
    'input.seed': request.seed === null ? null : '--seed',
    'input.num_frames': request.durationSeconds === null ? null : '--duration',
    'input.width': request.size === null ? null : '--size (width)',
    'input.height': request.size === null ? null : '--size (height)',
  };
  return errors.map(({ path, message }) => {
    const lora = /^input\.loras\.(\d+)\./.exec(path)?.[1];
    const ofLora = lora === undefined ? null : `--lora ${request.loras[Number(lora)]?.file ?? ''}`;
    const option =
      options[path] ?? ofLora ?? (path.startsWith('input.') ? `--set ${path.slice('input.'.length)}` : path);
    return { path: option, message };
  });
}
