import { useCallback, useSyncExternalStore } from 'react';

/** The queue has its column on Generate; beside every other tab it starts as a strip. */
export type TabKind = 'generate' | 'other';
export type DrawerForm = 'column' | 'strip';
/** What a person chose last, by kind of tab and by whether the window was wide. */
type Choices = Readonly<Partial<Record<string, DrawerForm>>>;

/** From here on there is room for the queue beside the form and the clip. */
export const wideWindow = '(min-width: 1200px)';

/** Below this the queue is a part of the page, with the clip above it, and has no other form. */
export const phoneWindow = '(max-width: 767px)';

const storageKey = 'videoexpress.queue';
const none: Choices = {};

/** The kind of the tab at an address. */
export function tabKindOf(pathname: string): TabKind {
  return pathname === '/' || pathname === '/queue' || pathname.startsWith('/jobs/') ? 'generate' : 'other';
}

/** The form that the drawer has where nobody chose one. */
export function defaultForm(kind: TabKind, isWide: boolean): DrawerForm {
  return kind === 'generate' && isWide ? 'column' : 'strip';
}

function choiceKey(kind: TabKind, isWide: boolean): string {
  return `${kind}.${isWide ? 'wide' : 'narrow'}`;
}

/** What was chosen for this kind of tab in a window of this width, else the default. */
export function chosenForm(choices: Choices, kind: TabKind, isWide: boolean): DrawerForm {
  return choices[choiceKey(kind, isWide)] ?? defaultForm(kind, isWide);
}

/** The choices with one more. */
export function withChoice(choices: Choices, kind: TabKind, isWide: boolean, form: DrawerForm): Choices {
  return { ...choices, [choiceKey(kind, isWide)]: form };
}

/** Reads stored choices; whatever is not one is left out. */
export function parseChoices(text: string | null): Choices {
  const choices: Record<string, DrawerForm> = {};
  for (const part of (text ?? '').split(' ')) {
    const [key, form] = part.split('=');
    if (key !== undefined && (form === 'column' || form === 'strip')) choices[key] = form;
  }
  return choices;
}

/** The choices as they are stored: `generate.wide=strip other.wide=column`. */
export function wordChoices(choices: Choices): string {
  return Object.entries(choices)
    .map(([key, form]) => `${key}=${form}`)
    .join(' ');
}

let known: Choices | null = null;
const listeners = new Set<() => void>();

function current(): Choices {
  if (known !== null) return known;
  try {
    known = parseChoices(localStorage.getItem(storageKey));
  } catch {
    known = none;
  }
  return known;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The drawer's form on this kind of tab, and the way to change it. What was chosen is kept for the next visit. */
export function useDrawerForm(kind: TabKind, isWide: boolean): readonly [DrawerForm, (form: DrawerForm) => void] {
  const choices = useSyncExternalStore(subscribe, current, () => none);
  const choose = useCallback(
    (form: DrawerForm) => {
      known = withChoice(current(), kind, isWide, form);
      try {
        localStorage.setItem(storageKey, wordChoices(known));
      } catch {
        // The choice then holds for this page alone.
      }
      for (const listener of listeners) listener();
    },
    [kind, isWide],
  );
  return [chosenForm(choices, kind, isWide), choose];
}
