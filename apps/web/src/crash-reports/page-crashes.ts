/** An exception of the page that nobody expected. */
export interface PageCrash {
  readonly error: Error;
  /** Where it was caught, in words that hold nothing of a person's. */
  readonly where: string;
}

/** What is held while nobody knows yet whether crashes are reported. */
const mostHeld = 5;
let held: PageCrash[] = [];
/** Undefined while that is not known; null where they are not. */
let report: ((crash: PageCrash) => void) | null | undefined;

/** Notes an exception. It is reported at once, or as soon as it is known that crashes are; else it is forgotten. */
export function noteCrash(error: unknown, where: string): void {
  if (!(error instanceof Error)) return;
  report?.({ error, where });
  if (report === undefined && held.length < mostHeld) held.push({ error, where });
}

/** From now on crashes go there, those that are held first. Null: they go nowhere, and what is held is forgotten. */
export function reportCrashesTo(next: ((crash: PageCrash) => void) | null): void {
  report = next;
  for (const crash of held) next?.(crash);
  held = [];
}

/** Notes what the window hears of. Returns the way to stop that. */
export function watchWindow(): () => void {
  const left = new AbortController();
  const { signal } = left;
  window.addEventListener('error', ({ error }) => noteCrash(error, 'An error of the window'), { signal });
  window.addEventListener('unhandledrejection', ({ reason }) => noteCrash(reason, 'Nobody caught it'), { signal });
  return () => left.abort();
}
