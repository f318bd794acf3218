import { storedFields } from '../../stored/stored-json.ts';
import { storedValue, windowValue } from '../../stored/stored-value.ts';
import { draftFrom, emptyDraft, type GenerateDraft, modelKey, modelSettings, type ModelSettings } from './draft.ts';
import type { EarlierPrompt } from './prompt-history.ts';

const unsentKept = 30;

/** The form of this window. It outlives a change of tab, a reload and the daemon; a new window begins with the newest. */
export const draftStore = windowValue('videoexpress.generate', emptyDraft, draftFrom);

/** Changes some of the form. */
export function changeDraft(change: Partial<GenerateDraft>): void {
  draftStore.set({ ...draftStore.get(), ...change });
}

/** Changes what is set for a model. */
export function changeModelSettings(engine: string, model: string, change: Partial<ModelSettings>): void {
  const draft = draftStore.get();
  const next = { ...modelSettings(draft, engine, model), ...change };
  draftStore.set({ ...draft, models: { ...draft.models, [modelKey(engine, model)]: next } });
}

function unsentFrom(stored: unknown): readonly EarlierPrompt[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((each: unknown) => {
    const { text, at } = storedFields(each);
    return typeof text === 'string' && typeof at === 'number' ? [{ text, at }] : [];
  });
}

/** Prompts that were replaced before they were sent. */
export const unsentPrompts = storedValue<readonly EarlierPrompt[]>('videoexpress.unsent', [], unsentFrom);

/** Keeps a prompt that is about to be replaced, so that what was typed is never lost. */
export function keepUnsent(text: string, nowMs: number): void {
  if (text.trim() === '') return;
  const others = unsentPrompts.get().filter((kept) => kept.text !== text);
  unsentPrompts.set([{ text, at: nowMs }, ...others].slice(0, unsentKept));
}

/** Puts another prompt into the box; the one that stood there stays among the earlier ones. */
export function replacePrompt(prompt: string): void {
  const { prompt: before } = draftStore.get();
  if (before !== prompt) keepUnsent(before, Date.now());
  changeDraft({ prompt });
}
