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
  return declare(
    initial,
    () => parse(readStored(key)),
    (next) => writeStored(key, next),
  );
}

/**
 * The same for what two windows may hold at once, such as a text that is being written. A window finds its own again after
 * a reload, whatever another wrote meanwhile; a new window begins with what was written last in any of them.
 */
export function windowValue<T>(key: string, initial: T, parse: (stored: unknown) => T): StoredValue<T> {
  const read = () => parse(readStored(key, 'sessionStorage') ?? readStored(key));
  return declare(initial, read, (next) => {
    writeStored(key, next, 'sessionStorage');
    writeStored(key, next);
  });
}

function declare<T>(initial: T, read: () => T, write: (next: T) => void): StoredValue<T> {
  let value: { readonly current: T } | null = null;
  const listeners = new Set<() => void>();
  const get = () => {
    value ??= { current: read() };
    return value.current;
  };
  return {
    get,
    initial,
    set: (next) => {
      value = { current: next };
      write(next);
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
