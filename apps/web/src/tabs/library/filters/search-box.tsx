'use client';

import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useCommands } from '../../../commands/command-registry.ts';

const settleMs = 150;

interface SearchBoxProps {
  readonly q: string;
  /** Called once the typing has stood still for a moment. */
  readonly onSearch: (q: string) => void;
}

/** Full-text search over prompts, names and models; `/` comes here. */
export function SearchBox({ q, onSearch }: SearchBoxProps) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(q);
  const [known, setKnown] = useState(q);
  // The address changed by itself, as with the back button.
  if (known !== q) {
    setKnown(q);
    if (typed.trim() !== q) setTyped(q);
  }
  useEffect(() => {
    const settled = typed.trim().slice(0, 200);
    if (settled === q) return;
    const timer = setTimeout(() => onSearch(settled), settleMs);
    return () => clearTimeout(timer);
  }, [typed, q, onSearch]);
  useCommands([
    {
      id: 'library.search',
      label: 'Search the library',
      group: 'library',
      keys: '/',
      run: () => field.current?.select(),
    },
  ]);
  return (
    <div role="search" className="relative w-80 max-md:w-full">
      <Search
        aria-hidden="true"
        size={16}
        strokeWidth={1.75}
        className="pointer-events-none absolute top-2 left-2.5 text-text-2 max-md:top-3"
      />
      <input
        ref={field}
        type="search"
        dir="auto"
        aria-label="Search prompts, names and models"
        aria-keyshortcuts="/"
        placeholder="Search prompts and names"
        maxLength={200}
        className="h-8 w-full rounded-2 border border-line-control bg-transparent pr-8 pl-8.5 outline-offset-0 placeholder:text-text-3 max-md:h-10 [&::-webkit-search-cancel-button]:hidden"
        value={typed}
        onChange={(change) => setTyped(change.target.value)}
        onKeyDown={(press) => {
          if (press.key === 'Escape' && typed !== '') {
            press.preventDefault();
            press.stopPropagation();
            setTyped('');
          }
          if (press.key === 'Enter' && !press.nativeEvent.isComposing) onSearch(typed.trim().slice(0, 200));
        }}
      />
      {typed === '' ? null : (
        <button
          type="button"
          aria-label="Clear the search"
          className="absolute top-1 right-1 grid size-6 place-items-center rounded-inner text-text-2 hover:bg-surface-2 hover:text-text-1 max-md:size-8"
          onClick={() => {
            setTyped('');
            field.current?.focus();
          }}
        >
          <X aria-hidden="true" size={16} strokeWidth={1.75} />
        </button>
      )}
    </div>
  );
}
