/** How long a value is kept: with the browser, or with this one window, over reloads. */
export type Keeping = 'localStorage' | 'sessionStorage';

/** What is kept under a key; undefined where there is nothing, or nothing that can be read. */
export function readStored(key: string, keeping: Keeping = 'localStorage'): unknown {
  try {
    const text = window[keeping].getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    // Storage can be switched off, and anything may have been written there.
    return undefined;
  }
}

/** Keeps a value. Where storage is off or full, the page goes on without. */
export function writeStored(key: string, value: unknown, keeping: Keeping = 'localStorage'): void {
  try {
    window[keeping].setItem(key, JSON.stringify(value));
  } catch {
    return;
  }
}

/** The fields of a stored object; none where it is something else. */
export function storedFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
