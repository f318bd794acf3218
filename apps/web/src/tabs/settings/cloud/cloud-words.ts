import type { Cloud } from '@videoexpress/job-schema';

type Light = 'ok' | 'degraded' | 'down' | 'not_configured';

/** How each state is called, and the light that stands before it. */
export const cloudStates: Readonly<Record<Cloud['state'], { readonly word: string; readonly light: Light }>> = {
  off: { word: 'Off', light: 'not_configured' },
  needs_login: { word: 'Nobody is signed in', light: 'degraded' },
  needs_setup: { word: 'Not set up yet', light: 'down' },
  copying: { word: 'Copying', light: 'ok' },
  up_to_date: { word: 'Up to date', light: 'ok' },
  waiting: { word: 'Waiting', light: 'degraded' },
  failing: { word: 'Stopped', light: 'down' },
};

/** How far behind the copy is, as in “412 changes behind, the oldest 3 h”; null where it is not, or nobody knows. */
export function lagText({ changesBehind, oldestBehindAt }: Cloud, nowMs: number): string | null {
  if (changesBehind === null || changesBehind === 0) return null;
  const count = `${changesBehind.toLocaleString('en')} ${changesBehind === 1 ? 'change' : 'changes'} behind`;
  if (oldestBehindAt === null) return count;
  const age = spanText(nowMs - Date.parse(oldestBehindAt));
  return age === null ? count : `${count}, the oldest ${age}`;
}

/** A span in its largest whole unit; null below a minute. */
function spanText(spanMs: number): string | null {
  const minutes = Math.floor(spanMs / 60_000);
  if (minutes < 1) return null;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}
