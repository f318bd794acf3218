'use client';

import { buttonClasses } from '../../../parts/button.tsx';
import { Link } from '../../../parts/soft-link.tsx';
import { SectionCard } from '../parts/section-card.tsx';

/** The way to the audit log. */
export function AuditSection() {
  return (
    <SectionCard id="audit" title="Audit log">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
        <p className="min-w-0 flex-1 basis-48 text-meta text-text-2">
          Logins, what was published, changed keys and deletions, kept for good. No key, prompt or name of a file is in
          it.
        </p>
        <Link href="/settings/audit" className={buttonClasses()}>
          Show the log
        </Link>
      </div>
    </SectionCard>
  );
}
