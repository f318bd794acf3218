'use client';

import type { ModelParameter, ParameterValue } from '@videoexpress/job-schema';
import { RotateCcw } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { IconButton } from '../../../parts/button.tsx';
import { FieldError } from '../../../parts/field-error.tsx';
import { NumberField } from '../../../parts/number-field.tsx';
import { Switch } from '../../../parts/switch.tsx';

export const fieldClasses =
  'w-full rounded-2 border border-line-control bg-surface-1 px-2 aria-invalid:border-negative max-md:text-title';
/** Longer texts than this get a box of several lines. */
const longText = 120;

interface FieldProps {
  readonly label: string;
  readonly help: string;
  readonly error: string | undefined;
  /** Null: it stands as the model has it. */
  readonly onReset: (() => void) | null;
  /** Gives the control the ids that name and describe it. */
  readonly children: (ids: { readonly id: string; readonly describedBy: string }) => ReactNode;
  readonly isInline?: boolean;
}

/** A control with its name, what it does, and the way back to how the model has it. */
export function Field({ label, help, error, onReset, children, isInline = false }: FieldProps) {
  const id = useId();
  const control = children({ id, describedBy: `${id}-help ${id}-error` });
  return (
    <div className="grid gap-1">
      <div className="flex min-h-8 items-center gap-1">
        <label htmlFor={id} className="min-w-0 flex-1 text-meta text-text-2">
          {label}
        </label>
        {onReset === null ? null : (
          <IconButton label={`Reset ${label}`} onClick={onReset}>
            <RotateCcw aria-hidden="true" size={14} strokeWidth={1.75} />
          </IconButton>
        )}
        {isInline ? control : null}
      </div>
      {isInline ? null : control}
      <p id={`${id}-help`} className="text-meta text-text-3 empty:hidden">
        {help}
      </p>
      <FieldError id={`${id}-error`} message={error} />
    </div>
  );
}

interface ParameterFieldProps {
  readonly parameter: ModelParameter;
  readonly value: ParameterValue;
  /** What it is where a person sets nothing: the model's own, or the preset's. */
  readonly usual?: ParameterValue;
  readonly error: string | undefined;
  readonly onChange: (value: ParameterValue) => void;
}

/** One of a model's own controls, drawn from what the model says of it. */
export function ParameterField({ parameter, value, usual, error, onChange }: ParameterFieldProps) {
  const reset = usual ?? parameter.default;
  const onReset = value === reset ? null : () => onChange(reset);
  const shared = { label: parameter.label, help: parameter.help, error, onReset };
  const isWrong = error !== undefined;
  switch (parameter.type) {
    case 'switch':
      return (
        <Field {...shared} isInline>
          {(ids) => <Switch {...ids} isOn={value === true} onChange={onChange} />}
        </Field>
      );
    case 'choice':
      return (
        <Field {...shared}>
          {({ id, describedBy }) => (
            <select
              id={id}
              aria-describedby={describedBy}
              aria-invalid={isWrong}
              value={String(value)}
              onChange={(change) => onChange(change.target.value)}
              className={`${fieldClasses} h-8 max-md:h-10`}
            >
              {parameter.choices.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))}
            </select>
          )}
        </Field>
      );
    case 'number': {
      const { min, max, step, label } = parameter;
      const number = typeof value === 'number' ? value : parameter.default;
      return (
        <Field {...shared}>
          {({ id, describedBy }) => (
            <span className="flex items-center gap-3">
              <input
                type="range"
                aria-label={label}
                min={min}
                max={max}
                step={step}
                value={number}
                onChange={(change) => onChange(change.target.valueAsNumber)}
                className="h-8 min-w-0 flex-1 cursor-pointer accent-text-1"
              />
              <NumberField
                {...{ id, describedBy, isWrong, label, min, max, step, onChange }}
                value={number}
                className="w-20"
              />
            </span>
          )}
        </Field>
      );
    }
    case 'text': {
      const { maxCharacters } = parameter;
      return (
        <Field {...shared}>
          {({ id, describedBy }) => {
            const field = {
              id,
              'aria-describedby': describedBy,
              'aria-invalid': isWrong || [...String(value)].length > maxCharacters,
              dir: 'auto',
              value: String(value),
              onChange: (change: { target: { value: string } }) => onChange(change.target.value),
            } as const;
            return maxCharacters > longText && parameter.name.includes('prompt') ? (
              <textarea
                {...field}
                rows={2}
                className={`${fieldClasses} field-sizing-content max-h-40 resize-none py-1.5`}
              />
            ) : (
              <input {...field} type="text" className={`${fieldClasses} h-8 max-md:h-10`} />
            );
          }}
        </Field>
      );
    }
  }
}
