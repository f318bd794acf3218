import type { EngineModel } from '@videoexpress/job-schema';
import { type GenerateDraft, modelKey, modelSettings } from './draft.ts';
import { sizeFor } from './frame-size.ts';
import { isPresets, type PresetsParameter } from './is-presets.ts';
import type { RunsOn } from './job-request.ts';

/** The parameter that sets others: a model's presets. Undefined where it has none. */
export function presetsOf({ parameters }: Pick<EngineModel, 'parameters'>): PresetsParameter | undefined {
  return parameters.find(isPresets);
}

/** What is set for a model once a preset is chosen: whatever presets set is the preset's again. */
export function withPreset(
  presets: PresetsParameter,
  parameters: GenerateDraft['models'][string]['parameters'],
  value: string,
): GenerateDraft['models'][string]['parameters'] {
  const theirs = new Set(presets.choices.flatMap(({ sets }) => Object.keys(sets ?? {})));
  const others = Object.entries(parameters).filter(([name]) => !theirs.has(name));
  return { ...Object.fromEntries(others), [presets.name]: value };
}

/** The qualities above a draft, the best first. The standard size of some models is the largest that they make. */
const aboveDraft = ['high', 'standard'] as const;

/** A draft in the best that its model has: the largest size of its ratio, and the preset called quality. */
export function asGoodAsItGets(draft: GenerateDraft, { engine, model }: RunsOn): GenerateDraft {
  const { width, height } = draft.image ?? {};
  const picture = width === undefined || height === undefined ? null : { width, height };
  const quality = aboveDraft.find((each) => sizeFor(model, { ratio: draft.ratio, quality: each, picture }) !== null);
  const presets = presetsOf(model);
  const best = presets?.choices.find(({ value }) => value === 'quality')?.value;
  const before = modelSettings(draft, engine.id, model.id);
  const parameters =
    presets === undefined || best === undefined ? before.parameters : withPreset(presets, before.parameters, best);
  const settings = { ...before, parameters, size: quality === undefined ? before.size : null };
  return {
    ...draft,
    quality: quality ?? draft.quality,
    models: { ...draft.models, [modelKey(engine.id, model.id)]: settings },
  };
}
