'use client';

import { ArrowLeft } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Link } from '../../../parts/soft-link.tsx';

const AuditLog = dynamic(() => import('./audit-log.tsx').then((module) => module.AuditLog), {
  loading: () => <div className="min-h-96" />,
});

/** A page of its own below Settings: what was written down for good. */
export function AuditPage() {
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface-1">
      <div className="flex column-head shrink-0 items-center gap-3 border-b border-line px-6 max-md:px-4">
        <Link
          href="/settings#audit"
          aria-label="Back to Settings"
          className="-ml-2 grid size-8 place-items-center rounded-2 text-text-2 hover:bg-surface-2 hover:text-text-1 max-md:size-10"
        >
          <ArrowLeft aria-hidden="true" size={16} strokeWidth={1.75} />
        </Link>
        <h1 className="text-read font-semibold">Audit log</h1>
      </div>
      <div className="relative min-h-0 flex-1 overflow-y-auto p-6 max-md:p-4">
        <div className="grid max-w-180 gap-4">
          <AuditLog />
        </div>
      </div>
    </main>
  );
}
