'use client';

import type { ReactNode } from 'react';
import { LiveProvider, useLivePhase } from '../live/live-provider.tsx';
import { Header } from './header.tsx';
import { SignedOut } from './signed-out.tsx';

function Shell({ children }: { children: ReactNode }) {
  const phase = useLivePhase();
  if (phase === 'signed_out') return <SignedOut />;
  return (
    <div className="flex min-h-dvh flex-col lg:h-dvh">
      <Header />
      {children}
    </div>
  );
}

/** The whole page, live, around the tab that a person is on. */
export function Studio({ children }: { children: ReactNode }) {
  return (
    <LiveProvider>
      <Shell>{children}</Shell>
    </LiveProvider>
  );
}
