'use client';

import { useState } from 'react';
import { describedBy } from './setting-row.tsx';

interface TextSettingProps {
  readonly id: string;
  readonly value: string;
  readonly maxCharacters: number;
  readonly placeholder?: string;
  readonly isWrong?: boolean;
  /** As wide as what it stands in. */
  readonly isWide?: boolean;
  readonly onSave: (value: string) => Promise<boolean>;
}

/** A line of text that is saved when it is left or Enter is pressed. One that was refused stays as it was typed. */
export function TextSetting(props: TextSettingProps) {
  const { id, value, maxCharacters, placeholder, isWrong = false, isWide = false, onSave } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const commit = async () => {
    if (typed === null) return;
    if (typed === value || (await onSave(typed))) setTyped(null);
  };
  return (
    <input
      id={id}
      value={typed ?? value}
      maxLength={maxCharacters}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      aria-invalid={isWrong}
      aria-describedby={describedBy(id)}
      onChange={(change) => setTyped(change.target.value)}
      onKeyDown={(press) => {
        if (press.key === 'Enter') void commit();
      }}
      onBlur={() => void commit()}
      className={`h-8 ${isWide ? 'w-full min-w-0' : 'w-48'} rounded-2 border border-line-control bg-surface-1 px-2 max-md:h-10 max-md:text-title`}
    />
  );
}
