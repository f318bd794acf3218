import type { PostContent, PublishingService } from '@videoexpress/job-schema';
import { windowValue } from '../../../stored/stored-value.ts';
import { type ComposeDraft, composeFrom, emptyCompose, type WritingFor } from './compose-draft.ts';

/** The post of this window. It outlives a change of tab, a reload and the daemon. */
export const composeStore = windowValue('videoexpress.post', emptyCompose, composeFrom);

/** Changes some of the form. */
export function changeCompose(change: Partial<ComposeDraft>): void {
  composeStore.set({ ...composeStore.get(), ...change });
}

/** Changes some of what every service is told. */
export function changeContent(change: Partial<PostContent>): void {
  const draft = composeStore.get();
  composeStore.set({ ...draft, content: { ...draft.content, ...change } });
}

/** Writes the text of one service, or that for all. */
export function writeText(writingFor: WritingFor, text: string): void {
  if (writingFor === 'both') return changeContent({ text });
  setOwnText(writingFor, text);
}

/** Gives a service a text of its own; with null it follows the one for all again. */
export function setOwnText(service: PublishingService, text: string | null): void {
  const draft = composeStore.get();
  composeStore.set({ ...draft, ownText: { ...draft.ownText, [service]: text } });
}
