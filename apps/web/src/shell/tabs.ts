import { Clapperboard, LayoutGrid, ListVideo, type LucideIcon, Send, Settings } from 'lucide-react';

/** A place in the studio that the rail or the bar of a phone leads to. */
export interface Tab {
  readonly id: 'generate' | 'queue' | 'social' | 'library' | 'settings';
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
}

const generate: Tab = { id: 'generate', href: '/', label: 'Generate', icon: Clapperboard };
const queue: Tab = { id: 'queue', href: '/queue', label: 'Queue', icon: ListVideo };
const social: Tab = { id: 'social', href: '/social', label: 'Social Hub', icon: Send };
const library: Tab = { id: 'library', href: '/library', label: 'Library', icon: LayoutGrid };
const settings: Tab = { id: 'settings', href: '/settings', label: 'Settings', icon: Settings };

/** From the top of the rail to its foot; their keys are 1, 2, 3, 4. */
export const railTabs: readonly Tab[] = [generate, social, library, settings];
/** From left to right where the window is narrow: the clip with the queue is one screen there, the form another. */
export const barTabs: readonly Tab[] = [queue, library, generate, social, settings];

/**
 * Which tab an address belongs to, null for one that is none. Where the window is wide, the queue's screen and a job's
 * are part of Generate; where it is narrow, both are the queue's.
 */
export function tabAt(pathname: string, isNarrow: boolean): Tab['id'] | null {
  const first = pathname.split('/')[1] ?? '';
  switch (first) {
    case '':
      return 'generate';
    case 'queue':
    case 'jobs':
      return isNarrow ? 'queue' : 'generate';
    case 'social':
      return 'social';
    case 'library':
    case 'assets':
      return 'library';
    case 'settings':
      return 'settings';
    default:
      return null;
  }
}
