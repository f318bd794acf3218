import type { ModelParameter } from '@videoexpress/job-schema';

export type PresetsParameter = Extract<ModelParameter, { type: 'choice' }>;

/** Whether a parameter sets others: a model's presets. */
export function isPresets(parameter: ModelParameter): parameter is PresetsParameter {
  return parameter.type === 'choice' && parameter.choices.some(({ sets }) => sets !== undefined);
}
