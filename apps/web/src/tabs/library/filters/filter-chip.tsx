'use client';

import { ChevronDown, X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Menu } from '../../../parts/menu.tsx';
import type { MenuItem } from '../../../parts/menu-items.ts';

export const chipClasses =
  'inline-flex h-8 max-md:h-10 shrink-0 items-center gap-1.5 rounded-2 border border-line px-2.5 text-meta font-medium whitespace-nowrap text-text-2 transition-colors duration-(--t-press) hover:bg-surface-2 hover:text-text-1';
const onClasses =
  'inline-flex h-8 max-md:h-10 min-w-0 shrink-0 items-center gap-1.5 rounded-l-2 bg-surface-3 pr-1 pl-2.5 text-meta font-medium whitespace-nowrap text-text-1';

interface FilterChipProps {
  /** What it filters by: `Engine`. */
  readonly name: string;
  /** What is chosen, in words; null while nothing is. */
  readonly value: string | null;
  readonly icon?: ReactNode;
  readonly items: readonly MenuItem[];
  readonly onClear: () => void;
}

/** A filter that opens a list; once something is chosen, it says what, and can be taken off. */
export function FilterChip({ name, value, icon, items, onClear }: FilterChipProps) {
  // One frame around both forms, so that the list's button is the same one before and after a clear.
  const frame = useRef<HTMLSpanElement>(null);
  const isOn = value !== null;
  const clear = () => {
    frame.current?.querySelector('button')?.focus();
    onClear();
  };
  return (
    <span
      ref={frame}
      role={isOn ? 'group' : undefined}
      aria-label={isOn ? `${name}: ${value}` : undefined}
      className="inline-flex max-w-64 shrink-0"
    >
      <Menu label={name} items={items} className={isOn ? onClasses : chipClasses}>
        {isOn ? (
          <>
            {icon}
            <span className="sr-only">{name}: </span>
            <bdi className="max-w-40 truncate">{value}</bdi>
          </>
        ) : (
          <>
            {name}
            <ChevronDown aria-hidden="true" size={16} strokeWidth={1.75} />
          </>
        )}
      </Menu>
      {isOn ? (
        <button
          type="button"
          aria-label={`Clear the filter ${name}`}
          className="grid h-8 w-7 place-items-center rounded-r-2 bg-surface-3 text-text-2 hover:text-text-1 max-md:h-10 max-md:w-10"
          onClick={clear}
        >
          <X aria-hidden="true" size={16} strokeWidth={1.75} />
        </button>
      ) : null}
    </span>
  );
}
