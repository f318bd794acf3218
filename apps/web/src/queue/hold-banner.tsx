'use client';

import { Pause } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useQueue } from '../live/live-provider.tsx';
import { Button, buttonClasses } from '../parts/button.tsx';
import { Link } from '../parts/soft-link.tsx';
import { useQueueActions } from './use-job-actions.ts';

const soloMessage = 'Only the job of the command that started the studio runs. The others wait.';

/** Where a person ends what holds an engine back. */
const ways = {
  budget_reached: { label: 'Change the budget', href: '/settings#monthly-budget' },
  unauthorized: { label: 'Fix the key', href: '/settings#keys' },
} as const;

/** Where the place is on the page already, an address that changes by nothing but its hash would not lead there. */
function toPlaceHere(click: MouseEvent<HTMLAnchorElement>): void {
  const place = document.getElementById(click.currentTarget.hash.slice(1));
  if (place === null) return;
  click.preventDefault();
  place.scrollIntoView({ block: 'center' });
  place.focus({ preventScroll: true });
}

/** Why the queue, or an engine, is given no work, where it is not, and the way to go on where a person can. */
export function HoldBanner() {
  const queue = useQueue();
  const { resume } = useQueueActions();
  if (queue === undefined) return null;
  const messages = [...queue.holds, ...queue.enginePauses].map(({ userMessage }) => userMessage);
  if (queue.solo) messages.push(soloMessage);
  const canResume = queue.solo || queue.holds.some((hold) => hold.reason === 'paused_by_person');
  const [pause] = queue.enginePauses;
  const way = canResume || pause === undefined ? null : ways[pause.reason];
  return (
    <output className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-warning-quiet px-4 py-2.5">
      <Pause aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-warning" />
      {/* What an engine waits for takes a sentence or two: its button stands below them where the column is narrow. */}
      <span className={`min-w-0 flex-1 text-meta ${way === null ? '' : 'basis-48'}`}>{messages.join(' ')}</span>
      {canResume ? (
        <Button size="small" disabled={resume.isPending} onClick={() => resume.mutate()} className="max-md:h-10!">
          Resume
        </Button>
      ) : null}
      {way === null ? null : (
        <Link href={way.href} onClick={toPlaceHere} className={`${buttonClasses('quiet', 'small')} ml-7 max-md:h-10!`}>
          {way.label}
        </Link>
      )}
    </output>
  );
}
