/** A place where the tabs of one browser hear each other. */
export interface TabChannel {
  /** Says something to every other tab, never to this one. */
  readonly post: (message: unknown) => void;
  readonly close: () => void;
}

/** Who may lead. At most one tab of the browser does; when it goes away, however it does, the next one is told. */
export interface LeaderLock {
  /**
   * Waits for its turn, or with `steal` takes it at once. Returns the way to give up the wait or the lead. `onLost` is
   * called when another tab took the lead away.
   */
  readonly seek: (
    how: { readonly steal: boolean },
    told: { readonly onLead: () => void; readonly onLost: () => void },
  ) => () => void;
}

/** What a feed shared between tabs is made of. */
export interface SharedFeedParts {
  readonly lock: LeaderLock;
  readonly openChannel: (onMessage: (data: unknown) => void) => TabChannel;
  /** Unlike that of any other tab. */
  readonly newTabName: () => string;
  /** Calls `next` after `delayMs`. Returns the way to stop that. */
  readonly later: (delayMs: number, next: () => void) => () => void;
}
