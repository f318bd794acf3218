import type { AuditEntry } from '@videoexpress/job-schema';
import { actionText, actorText, subjectText, timeText } from './audit-words.ts';

/** One line: when, what, to what, and by whom. */
export function AuditRow({ entry }: { readonly entry: AuditEntry }) {
  const subject = subjectText(entry);
  return (
    <li
      data-action={entry.action}
      className="grid grid-cols-[72px_minmax(0,1fr)] items-baseline gap-x-3 gap-y-0.5 px-4 py-2.5"
    >
      <time dateTime={entry.at} className="text-meta text-text-3 tabular-nums">
        {timeText(entry)}
      </time>
      <p className="min-w-0 wrap-anywhere">
        {actionText(entry)}
        {subject === null ? null : (
          <>
            {' '}
            <span title={entry.subject ?? undefined} className="font-mono text-meta text-text-2">
              {subject}
            </span>
          </>
        )}
      </p>
      <p className="col-start-2 min-w-0 text-meta wrap-anywhere text-text-2 empty:hidden">
        {[entry.detail, actorText(entry)].filter((part) => part !== null).join(', ')}
      </p>
    </li>
  );
}
