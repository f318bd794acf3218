import type { EngineModel, ModelParameter } from '@videoexpress/job-schema';
import { familyOf, kindsOf, type ModelFamily, unknownFamily } from './model-families.ts';
import type { ServedModel } from './wire.ts';

/** Stands for whatever the server runs, while nobody knows what that is: no `model` is sent then, and it takes its own. */
export const anyModelId = 'served';

/** What these servers take beside the fields of the kind. 0 and empty: not sent, so that the server's own is used. */
const parameters: readonly ModelParameter[] = [
  {
    type: 'text',
    name: 'negative_prompt',
    label: 'Negative prompt',
    help: 'What the clip should not show.',
    maxCharacters: 2000,
    default: '',
  },
  {
    type: 'number',
    name: 'num_inference_steps',
    label: 'Steps',
    help: 'More steps take longer and show finer detail. 0: as the server has it for this model.',
    min: 0,
    max: 200,
    step: 1,
    default: 0,
  },
  {
    type: 'number',
    name: 'guidance_scale',
    label: 'Guidance',
    help: 'How closely the clip follows the prompt. 0: as the server has it for this model.',
    min: 0,
    max: 20,
    step: 0.1,
    default: 0,
  },
];

function describe(
  id: string,
  label: string,
  kinds: EngineModel['kinds'],
  { limits, defaults }: ModelFamily,
  pricePerSecondUsd: number | null,
): EngineModel {
  return { id, label, kinds, limits, defaults, parameters: [...parameters], pricePerSecondUsd };
}

/**
 * The models of a server as an engine declares them: those that make a clip of a prompt or a picture. None, as long as it
 * told none: then one that stands for whatever it runs, with limits as wide as the server's own refusals allow.
 */
export function describeServedModels(
  served: readonly ServedModel[],
  pricePerSecondUsd: number | null,
): readonly [EngineModel, ...EngineModel[]] {
  const models = served.flatMap(({ id, task_type: task, supported_task_types: tasks }) => {
    const kinds = kindsOf(id, [...(tasks ?? []), ...(typeof task === 'string' ? [task] : [])]);
    if (kinds.length === 0) return [];
    return [describe(id, labelOf(id), [...kinds], familyOf(id), pricePerSecondUsd)];
  });
  const [first, ...others] = models;
  if (first !== undefined) return [first, ...others];
  const label = 'What the server runs';
  return [describe(anyModelId, label, ['text_to_video', 'image_to_video'], unknownFamily, pricePerSecondUsd)];
}

/** `Wan-AI/Wan2.2-T2V-A14B-Diffusers` is known to people as `Wan2.2-T2V-A14B`. */
function labelOf(id: string): string {
  const name = id.split('/').findLast((part) => part !== '') ?? id;
  return name.replace(/-Diffusers$/i, '');
}
