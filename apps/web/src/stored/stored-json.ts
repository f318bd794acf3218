/** What this browser keeps under a key; undefined where there is nothing, or nothing that can be read. */
export function readStored(key: string): unknown {
  try {
    const text = window.localStorage.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    // Storage can be switched off, and anything may have been written there.
    return undefined;
  }
}

/** Keeps a value in this browser. Where storage is off or full, the page goes on without. */
export function writeStored(key: string, value: unknown): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(value));
  } catch {
    return;
  }
}

/** The fields of a stored object; none where it is something else. */
export function storedFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
