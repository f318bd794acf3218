import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from './stored-json.ts';

/** A value that this browser keeps, the same for everything on the page that shows it. */
export interface StoredValue<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** What is there before storage can be read: in the export, and until the page is alive. */
  readonly initial: T;
}

/** Declares one. `parse` takes whatever is stored, `undefined` included; `initial` is what the export draws. */
export function storedValue<T>(key: string, initial: T, parse: (stored: unknown) => T): StoredValue<T> {
  let value: { readonly current: T } | null = null;
  const listeners = new Set<() => void>();
  const get = () => {
    value ??= { current: parse(readStored(key)) };
    return value.current;
  };
  return {
    get,
    initial,
    set: (next) => {
      value = { current: next };
      writeStored(key, next);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value as it now is. */
export function useStoredValue<T>(stored: StoredValue<T>): T {
  return useSyncExternalStore(stored.subscribe, stored.get, () => stored.initial);
}

/** A value that everything on the page shares and that ends with the page. */
export function heldValue<T>(initial: T): StoredValue<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    initial,
    set: (next) => {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
