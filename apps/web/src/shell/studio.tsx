'use client';

import type { ReactNode } from 'react';
import { LiveProvider, useLivePhase } from '../live/live-provider.tsx';
import { QueueDrawer } from '../queue/queue-drawer.tsx';
import { UploadDock } from '../uploads/upload-dock.tsx';
import { Rail } from './rail.tsx';
import { SignedOut } from './signed-out.tsx';
import { TabBar } from './tab-bar.tsx';
import { TabFocus } from './tab-focus.tsx';
import { ThemeKeeper } from './theme-keeper.tsx';

function Shell({ children }: { children: ReactNode }) {
  const phase = useLivePhase();
  if (phase === 'signed_out') return <SignedOut />;
  return (
    <div className="min-h-dvh max-md:pb-(--tab-bar-space) md:grid md:h-dvh md:grid-cols-[var(--rail-width)_minmax(0,1fr)_auto] md:grid-rows-[minmax(0,1fr)]">
      <a
        href="#tab"
        className="fixed top-2 left-2 z-40 -translate-y-16 rounded-2 border border-line bg-surface-2 px-3 py-2 font-medium focus:translate-y-0"
      >
        Skip to the tab
      </a>
      <Rail />
      <div id="tab" tabIndex={-1} className="relative flex min-h-0 min-w-0 flex-col outline-none">
        {children}
        <UploadDock />
      </div>
      <QueueDrawer />
      <TabBar />
      <TabFocus />
    </div>
  );
}

/** The whole page, live, around the tab that a person is on. */
export function Studio({ children }: { children: ReactNode }) {
  return (
    <LiveProvider>
      <ThemeKeeper />
      <Shell>{children}</Shell>
    </LiveProvider>
  );
}
