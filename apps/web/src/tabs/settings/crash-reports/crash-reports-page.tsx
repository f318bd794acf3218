'use client';

import dynamic from 'next/dynamic';
import { ArrowLeft } from 'lucide-react';
import { Link } from '../../../parts/soft-link.tsx';

const WhatIsSent = dynamic(() => import('./what-is-sent.tsx').then((module) => module.WhatIsSent), {
  loading: () => <div className="min-h-96" />,
});

/** A page of its own below Settings: exactly what a crash report holds. */
export function CrashReportsPage() {
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface-1">
      <div className="flex column-head shrink-0 items-center gap-3 border-b border-line px-6 max-md:px-4">
        <Link
          href="/settings#crash-reports"
          aria-label="Back to Settings"
          className="-ml-2 grid size-8 place-items-center rounded-2 text-text-2 hover:bg-surface-2 hover:text-text-1 max-md:size-10"
        >
          <ArrowLeft aria-hidden="true" size={16} strokeWidth={1.75} />
        </Link>
        <h1 className="text-read font-semibold">Crash reports</h1>
      </div>
      <div className="relative min-h-0 flex-1 overflow-y-auto p-6 max-md:p-4">
        <div className="grid max-w-160 gap-6">
          <WhatIsSent />
        </div>
      </div>
    </main>
  );
}
