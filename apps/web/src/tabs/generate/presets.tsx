'use client';

import { ChipGroup } from '../../parts/chip-group.tsx';
import { presetsOf, withPreset } from './as-good-as-it-gets.ts';
import { parameterValues } from './draft.ts';
import type { RunsOn } from './job-request.ts';
import type { GenerateFormState } from './use-generate-form.ts';

/** How much work a model puts into a clip, where it has presets. */
export function Presets({ form, on }: { form: GenerateFormState; on: RunsOn }) {
  const { settings } = form;
  const presets = presetsOf(on.model);
  if (settings === null || presets === undefined) return null;
  return (
    <ChipGroup
      label={presets.label}
      chosen={String(parameterValues(on.model, settings)[presets.name])}
      onChoose={(value) => form.changeSettings({ parameters: withPreset(presets, settings.parameters, value) })}
      chips={presets.choices.map(({ value, label, sets }) => ({ value, label, title: presetTitle(sets) }))}
    />
  );
}

function presetTitle(sets: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const steps = sets?.['num_inference_steps'];
  return typeof steps === 'number' ? `${steps} steps` : undefined;
}
