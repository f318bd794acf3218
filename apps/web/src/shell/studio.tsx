'use client';

import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import type { CSSProperties, ReactNode } from 'react';
import { CommandKeys } from '../commands/command-keys.tsx';
import { PaletteHost } from '../commands/palette/palette-host.tsx';
import { CrashWatch } from '../crash-reports/crash-watch.tsx';
import { LiveProvider, useLivePhase } from '../live/live-provider.tsx';
import { QueueDrawer } from '../queue/queue-drawer.tsx';
import { UploadDock } from '../uploads/upload-dock.tsx';
import { ToastList } from '../toasts/toast-list.tsx';
import { PartGuard, TabFailed } from './part-guard.tsx';
import { ProblemBanner } from './problem-banner.tsx';
import { useBanner } from './use-banner.ts';
import { Rail } from './rail.tsx';
import { ShellCommands } from './shell-commands.tsx';
import { TabBar } from './tab-bar.tsx';
import { TabFocus } from './tab-focus.tsx';
import { ThemeKeeper } from './theme-keeper.tsx';

const SignedOut = dynamic(() => import('./signed-out.tsx').then((module) => module.SignedOut), { ssr: false });

/** Every head of the tab makes room below itself for the banner; see `column-head`. */
const bannerSpace: CSSProperties & Readonly<Record<'--banner-space', string>> = {
  '--banner-space': 'var(--head-height)',
};

function Shell({ children }: { children: ReactNode }) {
  const phase = useLivePhase();
  const banner = useBanner();
  const pathname = usePathname();
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
      <div
        id="tab"
        tabIndex={-1}
        className="relative flex min-h-0 min-w-0 flex-col outline-none"
        style={banner === null ? undefined : bannerSpace}
      >
        {banner === null ? null : <ProblemBanner words={banner} />}
        <PartGuard address={pathname} instead={<TabFailed />}>
          {children}
        </PartGuard>
        <PartGuard address={pathname} instead={null}>
          <UploadDock />
        </PartGuard>
      </div>
      <QueueDrawer />
      <TabBar />
      <ToastList />
      <TabFocus />
      <ShellCommands />
      <PartGuard address={pathname} instead={null}>
        <PaletteHost />
      </PartGuard>
      <CommandKeys />
    </div>
  );
}

/** The whole page, live, around the tab that a person is on. */
export function Studio({ children }: { children: ReactNode }) {
  return (
    <LiveProvider>
      <ThemeKeeper />
      <CrashWatch />
      <PartGuard address={usePathname()} instead={<TabFailed />}>
        <Shell>{children}</Shell>
      </PartGuard>
    </LiveProvider>
  );
}
