import type { QueryClient } from '@tanstack/react-query';

/** Many jobs may end at once. */
const coalesceMs = 300;
const waiting = new Map<string, ReturnType<typeof setTimeout>>();

/** Reads what is kept under a key anew where it is shown, once for all that changes within a moment. */
export function rereadSoon(client: QueryClient, [key]: readonly [string]): void {
  if (waiting.has(key)) return;
  const reread = () => {
    waiting.delete(key);
    void client.invalidateQueries({ queryKey: [key] });
  };
  waiting.set(key, setTimeout(reread, coalesceMs));
}
