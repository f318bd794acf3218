'use client';

import { type RefObject, useRef } from 'react';
import { type Command, useCommands } from '../../commands/command-registry.ts';
import { changeDraft, draftStore, keepUnsent } from './draft-store.ts';
import { type EarlierPrompt, type PromptWalk, walkPrompts } from './prompt-history.ts';
import { useEarlierPrompts } from './use-earlier-prompts.ts';

/** Alt with Up and Down walks through earlier prompts. What was being typed is at the newer end of the walk. */
export function usePromptWalk(box: RefObject<HTMLTextAreaElement | null>, onWalked: () => void): void {
  const prompts = useEarlierPrompts(false);
  const walk = useRef<{ at: PromptWalk; through: readonly EarlierPrompt[] } | null>(null);
  const step = (direction: 'older' | 'newer') => {
    const { prompt } = draftStore.get();
    const goesOn = walk.current?.at.shown === prompt ? walk.current : null;
    // One walk goes through one list: a job that is queued meanwhile moves nothing under the keys.
    const through = goesOn?.through ?? prompts;
    const next = walkPrompts(goesOn?.at ?? null, through, direction, prompt);
    box.current?.focus();
    if (next === null) return;
    if (goesOn === null && !through.some(({ text }) => text === prompt)) keepUnsent(prompt, Date.now());
    walk.current = { at: next, through };
    changeDraft({ prompt: next.shown });
    onWalked();
  };
  const command = (id: string, label: string, keys: string, direction: 'older' | 'newer'): Command => {
    return { id: `generate.${id}`, label, group: 'do', keys, whileTyping: true, run: () => step(direction) };
  };
  useCommands([
    command('older_prompt', 'Older prompt', 'Alt+ArrowUp', 'older'),
    command('newer_prompt', 'Newer prompt', 'Alt+ArrowDown', 'newer'),
  ]);
}
