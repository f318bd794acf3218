'use client';

import { type EngineModel, maxPromptCharacters } from '@videoexpress/job-schema';
import { NumberField } from '../../parts/number-field.tsx';
import type { FormErrors } from '../../tabs/generate/field-errors.ts';
import { framesFor, secondsRange } from '../../tabs/generate/frame-plan.ts';
import { Field, fieldClasses, ParameterField } from '../../tabs/generate/more/parameter-field.tsx';
import { fromLocalField, toLocalField } from '../../words/local-time.ts';
import { SeedField } from '../../tabs/generate/more/seed-field.tsx';
import { formatClipSeconds } from '../../words/durations.ts';
import type { JobEdit } from './job-edit.ts';

interface EditFieldsProps {
  readonly edit: JobEdit;
  readonly model: EngineModel | undefined;
  /** Frames a second of the job. */
  readonly fps: number | null;
  readonly errors: FormErrors;
  readonly onChange: (part: Partial<JobEdit>) => void;
}

function framesLine(model: EngineModel, seconds: number, fps: number): string {
  const frames = framesFor(model, seconds, fps);
  return frames === null ? '' : `${frames} frames = ${formatClipSeconds(frames / fps)}`;
}

function LengthField({ edit, model, fps, errors, onChange }: EditFieldsProps) {
  if (edit.seconds === null || fps === null || model === undefined) return null;
  const { min, max } = secondsRange(model, fps);
  return (
    <Field label="Length in seconds" help={framesLine(model, edit.seconds, fps)} error={errors.duration} onReset={null}>
      {({ id, describedBy }) => (
        <NumberField
          {...{ id, describedBy, min, max }}
          label="Length in seconds"
          step={0.01}
          value={edit.seconds}
          isWrong={errors.duration !== undefined}
          onChange={(seconds) => onChange({ seconds })}
          className="w-full"
        />
      )}
    </Field>
  );
}

/** Everything that can be changed about a waiting job, the model's own controls drawn from what it says of them. */
export function EditFields(props: EditFieldsProps) {
  const { edit, model, errors, onChange } = props;
  const isTooLong = [...edit.prompt].length > maxPromptCharacters;
  return (
    <div className="grid gap-4">
      <Field label="Prompt" help="" error={errors.prompt} onReset={null}>
        {({ id, describedBy }) => (
          <textarea
            id={id}
            aria-describedby={describedBy}
            aria-invalid={errors.prompt !== undefined || isTooLong}
            dir="auto"
            rows={4}
            value={edit.prompt}
            onChange={(change) => onChange({ prompt: change.target.value })}
            className={`${fieldClasses} field-sizing-content max-h-48 min-h-24 resize-none py-2 text-read`}
          />
        )}
      </Field>
      <div className="grid gap-4 md:grid-cols-2">
        <LengthField {...props} />
        <Field label="Not before" help="Empty: as soon as there is room." error={errors['more.runAt']} onReset={null}>
          {({ id, describedBy }) => (
            <input
              id={id}
              type="datetime-local"
              aria-describedby={describedBy}
              value={toLocalField(edit.runAt)}
              onChange={(change) => onChange({ runAt: fromLocalField(change.target.value) })}
              className={`${fieldClasses} h-8 max-md:h-10`}
            />
          )}
        </Field>
      </div>
      <SeedField seed={edit.seed} error={errors['more.seed']} onChange={(seed) => onChange({ seed })} />
      {model?.parameters.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          value={edit.values[parameter.name] ?? parameter.default}
          error={errors[`more.${parameter.name}`]}
          onChange={(value) => onChange({ values: { ...edit.values, [parameter.name]: value } })}
        />
      ))}
    </div>
  );
}
