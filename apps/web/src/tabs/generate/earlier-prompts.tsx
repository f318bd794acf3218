'use client';

import { X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type RefObject, useRef, useState } from 'react';
import { IconButton } from '../../parts/button.tsx';
import { useNowMs } from '../../parts/now.ts';
import { formatAge } from '../../words/durations.ts';
import { searchPrompts } from './prompt-history.ts';
import { useEarlierPrompts } from './use-earlier-prompts.ts';

const mostShown = 100;

interface EarlierPromptsProps {
  readonly onChoose: (prompt: string) => void;
  /** What opened it. A press there is its own, and it gets the focus back. */
  readonly opener: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** What a person wrote before, to search and to take again. */
export function EarlierPrompts({ onChoose, opener, onClose }: EarlierPromptsProps) {
  const [words, setWords] = useState('');
  const prompts = useEarlierPrompts(true);
  const found = searchPrompts(prompts, words).slice(0, mostShown);
  const now = useNowMs();
  const leavesFocus = useRef(false);
  const close = () => {
    onClose();
    if (!leavesFocus.current) opener.current?.focus();
  };
  return (
    <Popover.Root open onOpenChange={(isOpen) => (isOpen ? undefined : close())}>
      <Popover.Anchor className="absolute inset-x-0 bottom-0" />
      <Popover.Content
        align="start"
        sideOffset={4}
        collisionPadding={8}
        aria-label="Earlier prompts"
        onInteractOutside={(press) => {
          if (press.target instanceof Node && opener.current?.contains(press.target) === true) press.preventDefault();
          else leavesFocus.current = true;
        }}
        className="z-30 flex max-h-[min(420px,var(--radix-popover-content-available-height))] w-[min(420px,calc(100vw-32px))] flex-col rounded-2 border border-line bg-surface-2 shadow-pop"
      >
        <div className="flex items-center gap-1 border-b border-line p-2">
          <input
            type="search"
            aria-label="Search earlier prompts"
            placeholder="Search earlier prompts"
            value={words}
            onChange={(change) => setWords(change.target.value)}
            className="h-8 min-w-0 flex-1 rounded-2 bg-transparent px-2 placeholder:text-text-3 max-md:h-10 max-md:text-title"
          />
          <Popover.Close asChild>
            <IconButton label="Close">
              <X aria-hidden="true" size={16} strokeWidth={1.75} />
            </IconButton>
          </Popover.Close>
        </div>
        {found.length === 0 ? (
          <p className="p-4 text-text-2">
            {prompts.length === 0 ? 'What you generate is kept here.' : `No earlier prompt has “${words}”.`}
          </p>
        ) : (
          <ul className="min-h-0 overflow-y-auto p-1">
            {found.map(({ text, at }) => (
              <li key={text}>
                <button
                  type="button"
                  onClick={() => onChoose(text)}
                  className="flex w-full items-baseline gap-3 rounded-inner px-2 py-1.5 text-start hover:bg-surface-3 focus-visible:bg-surface-3 max-md:min-h-10"
                >
                  <span dir="auto" className="line-clamp-2 min-w-0 flex-1 wrap-anywhere">
                    {text}
                  </span>
                  <span className="shrink-0 text-meta text-text-3">{formatAge(now - at)}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Popover.Content>
    </Popover.Root>
  );
}
