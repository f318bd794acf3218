'use client';

import { useState } from 'react';

interface NumberFieldProps {
  readonly id?: string;
  readonly label: string;
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly placeholder?: string;
  readonly describedBy?: string;
  readonly isWrong?: boolean;
  readonly className?: string;
  /** Told of every number within the bounds; null where the field was emptied and may be. */
  readonly onChange: (value: number) => void;
  readonly onClear?: () => void;
}

/** A number to type. What is not yet one, or out of bounds, stays to be mended until the field is left. */
export function NumberField(props: NumberFieldProps) {
  const { id, label, value, min, max, step = 1, placeholder, describedBy, isWrong, className = '' } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? (value === null ? '' : String(value));
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const isWithin = Number.isFinite(number) && number >= min && number <= max;
  return (
    <input
      {...(id === undefined ? {} : { id })}
      type="number"
      inputMode={Number.isInteger(step) ? 'numeric' : 'decimal'}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={isWrong === true || (typed !== null && typed !== '' && !isWithin)}
      title={`${min} to ${max}`}
      min={min}
      max={max}
      step={step}
      placeholder={placeholder}
      value={text}
      onChange={(change) => {
        const next = change.target.value;
        const asNumber = next.trim() === '' ? Number.NaN : Number(next);
        setTyped(next);
        if (Number.isFinite(asNumber) && asNumber >= min && asNumber <= max) props.onChange(asNumber);
        else if (next.trim() === '') props.onClear?.();
      }}
      onBlur={() => {
        if (Number.isFinite(number) && !isWithin) props.onChange(Math.min(max, Math.max(min, number)));
        setTyped(null);
      }}
      className={`h-8 rounded-2 border border-line-control bg-surface-1 px-2 [appearance:textfield] aria-invalid:border-negative max-md:h-10 max-md:text-title [&::-webkit-inner-spin-button]:appearance-none ${className}`}
    />
  );
}
