'use client';

import { useState } from 'react';
import { describedBy } from './setting-row.tsx';

interface NumberSettingProps {
  readonly id: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly isWrong: boolean;
  /** Told of a number once it is meant: after Enter, the arrows, or when the field is left. False: it was refused. */
  readonly onCommit: (value: number) => Promise<boolean>;
}

/** A number of a setting. What was refused stays in the field, so that it can be mended. */
export function NumberSetting({ id, value, min, max, step, isWrong, onCommit }: NumberSettingProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const commit = (text: string) => {
    const number = Number(text);
    setTyped(null);
    setRefused(null);
    if (text.trim() === '' || !Number.isFinite(number) || number === value) return;
    void onCommit(number).then((isTaken) => {
      if (isTaken) return;
      setTyped(text);
      setRefused(text);
    });
  };
  return (
    <input
      id={id}
      type="number"
      inputMode={Number.isInteger(step) ? 'numeric' : 'decimal'}
      min={min}
      max={max}
      step={step}
      value={typed ?? String(value)}
      aria-invalid={isWrong}
      aria-describedby={describedBy(id)}
      onChange={(change) => {
        setTyped(change.target.value);
        // An arrow, of the field or of the keyboard, is meant at once; what is typed is meant when it is done.
        const isTyping = change.nativeEvent instanceof InputEvent && change.nativeEvent.inputType !== '';
        if (!isTyping) commit(change.target.value);
      }}
      onKeyDown={(press) => {
        if (press.key === 'Enter') commit(press.currentTarget.value);
        if (press.key === 'Escape') setTyped(null);
      }}
      onBlur={() => {
        // What was refused stays for the person to mend, instead of being refused once more.
        if (typed !== null && typed !== refused) commit(typed);
      }}
      className="h-8 w-20 rounded-2 border border-line-control bg-surface-1 px-2 aria-invalid:border-negative max-md:h-10 max-md:text-title"
    />
  );
}
