/**
 * What events keep new is never stale by age, and is dropped by nobody. Its reads take no abort signal: with one, TanStack
 * Query would end a read of the live session whenever the last component that shows it goes away.
 */
export const keptByEvents = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
};
