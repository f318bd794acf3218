import type { CreateJobRequest, Engine, EngineModel, JobKindId } from '@videoexpress/job-schema';
import { type GenerateDraft, modelSettings, parameterValues } from './draft.ts';
import { type FramePlan, framePlan } from './frame-plan.ts';
import { lorasInUse } from './loras/lora-fit.ts';

type Source = Pick<GenerateDraft, 'prompt' | 'image'>;

/** What would run a draft. */
export interface RunsOn {
  readonly engine: Engine;
  readonly model: EngineModel;
}

/** The kind of job that a draft makes: a picture starts moving, or a prompt alone becomes a clip. */
export function kindOf(draft: Pick<GenerateDraft, 'image'>): JobKindId {
  return draft.image === null ? 'text_to_video' : 'image_to_video';
}

/** Whether there is anything to make a clip from. */
export function isEmpty(draft: Source): boolean {
  return draft.image === null && draft.prompt.trim() === '';
}

/** The chosen model, if the chosen engine has it and it runs the kind; else the engine's first that does. */
export function runsOn(
  engines: readonly Engine[] | undefined,
  draft: Pick<GenerateDraft, 'engine' | 'model' | 'image'>,
  defaultEngine: string | undefined,
): RunsOn | undefined {
  const kind = kindOf(draft);
  const engine =
    engines?.find(({ id }) => id === draft.engine) ??
    engines?.find(({ id }) => id === defaultEngine) ??
    engines?.find(({ isDefault }) => isDefault) ??
    engines?.[0];
  const able = engine?.models.filter((model) => model.kinds.includes(kind)) ?? [];
  const model = able.find(({ id }) => engine?.id === draft.engine && id === draft.model) ?? able[0];
  return engine === undefined || model === undefined ? undefined : { engine, model };
}

/** Size, frames and rate of a draft; null where the model cannot do it. */
export function planOf(draft: GenerateDraft, { engine, model }: RunsOn): FramePlan | null {
  const { fps, size } = modelSettings(draft, engine.id, model.id);
  const { width, height } = draft.image ?? {};
  const picture = width === undefined || height === undefined ? null : { width, height };
  const { ratio, quality, seconds, frames } = draft;
  return framePlan(model, { ratio, quality, seconds, frames, fps, size, picture });
}

/**
 * The request for a draft. Engine, model and each of its values are named, so that what runs is what the page said would
 * run; without an engine the daemon's own defaults hold.
 */
export function jobRequest(draft: GenerateDraft, on: RunsOn | undefined): CreateJobRequest {
  const { prompt, image, lastImage, seed, projectId, runAt } = draft;
  const plan = on === undefined ? null : planOf(draft, on);
  const loras = on === undefined ? [] : lorasInUse(draft, on.model);
  const settings = on === undefined ? null : modelSettings(draft, on.engine.id, on.model.id);
  return {
    kind: kindOf(draft),
    input: {
      ...(image !== null && prompt.trim() === '' ? {} : { prompt }),
      ...(image === null ? {} : { image: image.id }),
      ...(image !== null && lastImage !== null && on?.model.lastFrame === true ? { last_image: lastImage.id } : {}),
      ...(loras.length === 0 ? {} : { loras: loras.map(({ asset, scale }) => ({ lora: asset.id, scale })) }),
      ...plan,
      ...(seed === null ? {} : { seed }),
      ...(on === undefined || settings === null ? {} : { model: on.model.id, ...parameterValues(on.model, settings) }),
    },
    ...(on === undefined ? {} : { engine: on.engine.id }),
    ...(projectId === null ? {} : { projectId }),
    ...(runAt === null ? {} : { runAt }),
  };
}
