'use client';

import { NumberField } from '../../../parts/number-field.tsx';
import type { GenerateFormState } from '../use-generate-form.ts';
import type { RunsOn } from '../job-request.ts';
import { Field } from './parameter-field.tsx';

/** Width and height in pixels, for whoever needs exactly that. Otherwise ratio and quality decide. */
export function ExactSize({ form, on }: { form: GenerateFormState; on: RunsOn }) {
  const exact = form.settings?.size ?? null;
  const shown = exact ?? form.plan ?? on.model.defaults;
  const { min, max, multipleOf } = on.model.limits.sidePixels;
  const side = (name: 'width' | 'height', label: string, id?: string) => (
    <NumberField
      {...(id === undefined ? {} : { id })}
      label={label}
      value={shown[name]}
      min={min}
      max={max}
      step={multipleOf}
      describedBy="exact-size-error"
      onChange={(pixels) => {
        const { width, height } = shown;
        form.changeSettings({ size: { width, height, [name]: pixels } });
      }}
      className="w-full min-w-0"
    />
  );
  return (
    <Field
      label="Exact size"
      help={exact === null ? 'By ratio and quality.' : 'Set by hand; choosing a ratio or quality ends that.'}
      error={form.errors['more.width'] ?? form.errors['more.height']}
      onReset={exact === null ? null : () => form.changeSettings({ size: null })}
    >
      {({ id }) => (
        <span className="flex items-center gap-2">
          {side('width', 'Width in pixels', id)}
          <span aria-hidden="true" className="text-text-3">
            ×
          </span>
          {side('height', 'Height in pixels')}
        </span>
      )}
    </Field>
  );
}
