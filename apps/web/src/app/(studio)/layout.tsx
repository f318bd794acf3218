import type { ReactNode } from 'react';
import { Studio } from '../../shell/studio.tsx';

/** What stays while a person goes from tab to tab: the rail, the queue, everything live. */
export default function StudioLayout({ children }: { children: ReactNode }) {
  return <Studio>{children}</Studio>;
}
