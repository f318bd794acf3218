/** What a person can choose; `system` follows the machine. */
export const themeChoices = ['system', 'dark', 'light'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const storageKey = 'videoexpress.theme';

/**
 * Runs in the head, before the first paint, so that no page flashes in the wrong theme. It is a whole program of its own:
 * nothing else is loaded yet.
 */
export const themeScript = `(()=>{let c=null;try{c=localStorage.getItem(${JSON.stringify(storageKey)})}catch{}
document.documentElement.dataset.theme=c==='dark'||c==='light'?c:matchMedia('(prefers-color-scheme: light)').matches?'light':'dark'})()`;

/** What was chosen on this page, for a browser that stores nothing. */
let chosenHere: ThemeChoice | null = null;
const listeners = new Set<() => void>();

/** The stored choice; `system` where none is. */
export function storedThemeChoice(): ThemeChoice {
  if (chosenHere !== null) return chosenHere;
  try {
    const stored = localStorage.getItem(storageKey);
    return themeChoices.find((choice) => choice === stored) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Takes a choice, and keeps it for the next visit where the browser keeps anything. */
export function storeThemeChoice(choice: ThemeChoice): void {
  chosenHere = choice;
  try {
    if (choice === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
  } catch {
    // The choice then holds for this page alone.
  }
  for (const listener of listeners) listener();
}

/** Calls `listener` when the choice changes, here or in another tab. Returns the way to stop that. */
export function onThemeChoice(listener: () => void): () => void {
  const fromOtherTab = () => {
    chosenHere = null;
    listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', fromOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', fromOtherTab);
  };
}

/** The theme that a choice means on this machine now. */
export function themeOf(choice: ThemeChoice, systemIsLight: boolean): 'dark' | 'light' {
  if (choice !== 'system') return choice;
  return systemIsLight ? 'light' : 'dark';
}
