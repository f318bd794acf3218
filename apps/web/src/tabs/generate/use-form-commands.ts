'use client';

import { useCommands } from '../../commands/command-registry.ts';

/** The keys of the form, wherever the focus is. */
export function useFormCommands(submit: (placement: 'front' | 'back') => void, focusPrompt: () => void): void {
  useCommands([
    {
      id: 'generate.queue',
      label: 'Queue it',
      group: 'do',
      keys: 'Mod+Enter',
      whileTyping: true,
      run: () => submit('back'),
    },
    {
      id: 'generate.queue_first',
      label: 'Queue it before everything that waits',
      group: 'do',
      keys: 'Mod+Shift+Enter',
      whileTyping: true,
      run: () => submit('front'),
    },
    { id: 'generate.prompt', label: 'Write a prompt', group: 'do', keys: 'P', run: focusPrompt },
  ]);
}
