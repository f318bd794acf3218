'use client';

import { useEffect } from 'react';
import { changeDraft, draftStore } from './draft-store.ts';

function carriesText(drag: DragEvent): boolean {
  const types = drag.dataTransfer?.types ?? [];
  return types.includes('text/plain') && !types.includes('Files');
}

/** A field takes dropped text at the place where it is let go. */
function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;
}

function isInForm(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('form[aria-label="Generate"]') !== null;
}

/** Text that is dropped anywhere on the form goes to the end of the prompt. */
export function useTextDrop(): void {
  useEffect(() => {
    const over = (drag: DragEvent) => {
      if (carriesText(drag) && isInForm(drag.target) && !isField(drag.target)) drag.preventDefault();
    };
    const drop = (dropped: DragEvent) => {
      if (!carriesText(dropped) || !isInForm(dropped.target) || isField(dropped.target)) return;
      dropped.preventDefault();
      const text = dropped.dataTransfer?.getData('text/plain').trim() ?? '';
      const { prompt } = draftStore.get();
      if (text !== '') changeDraft({ prompt: prompt.trim() === '' ? text : `${prompt.trimEnd()} ${text}` });
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, []);
}
