/** Names of Web Locks, which every window of this browser at this address shares. */
const focusLock = 'videoexpress.looked-at';

/** A lock that this window waits for, and keeps once it has it. */
export interface Turn {
  readonly isMine: () => boolean;
  readonly end: () => void;
}

/** Stands in line for a lock that one window holds at a time; when that window goes, the next one has it. */
export function takeTurn(name: string): Turn {
  let isMine = false;
  const end = new AbortController();
  const held = new Promise<void>((resolve) => {
    end.signal.addEventListener('abort', () => resolve());
  });
  navigator.locks
    .request(name, { signal: end.signal }, () => {
      isMine = true;
      return held;
    })
    .catch(() => {
      // The wait was called off; there is nothing to give back.
    });
  return {
    isMine: () => isMine,
    end: () => {
      isMine = false;
      end.abort();
    },
  };
}

/** Lets the other windows know whenever a person looks at this one. Returns the way to stop that. */
export function showWhenLookedAt(): () => void {
  let letGo: (() => void) | null = null;
  const update = () => {
    const isLookedAt = document.visibilityState === 'visible' && document.hasFocus();
    if (!isLookedAt) {
      letGo?.();
      letGo = null;
    } else if (letGo === null) {
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      void navigator.locks.request(focusLock, { mode: 'shared' }, () => held);
    }
  };
  update();
  window.addEventListener('focus', update);
  window.addEventListener('blur', update);
  document.addEventListener('visibilitychange', update);
  return () => {
    window.removeEventListener('focus', update);
    window.removeEventListener('blur', update);
    document.removeEventListener('visibilitychange', update);
    letGo?.();
  };
}

/** Whether a person looks at any window of the studio in this browser. */
export async function isLookedAt(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some((lock) => lock.name === focusLock);
}
