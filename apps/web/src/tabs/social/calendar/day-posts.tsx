'use client';

import { Button } from '../../../parts/button.tsx';
import { useNowMinuteMs } from '../../../parts/now.ts';
import { timeWords } from '../../../publishing/post-words.ts';
import { changeCompose } from '../compose/compose-store.ts';
import { PostLine } from '../history/post-line.tsx';
import { type CalendarEntry, type DayKey, dayOf, dayWords } from './calendar-days.ts';

interface DayPostsProps {
  readonly day: DayKey;
  readonly entries: readonly CalendarEntry[];
}

/** A usual hour for a post of a day on which none is set yet. */
const usualHour = 18;

/** The posts of the day that is chosen, and the way to write one for it. */
export function DayPosts({ day, entries }: DayPostsProps) {
  const nowMs = useNowMinuteMs();
  const at = new Date(dayOf(day).setHours(usualHour));
  const isPast = at.getTime() <= nowMs;
  return (
    <section aria-label={dayWords(day)} className="grid gap-1 border-t border-line pt-3">
      <div className="flex flex-wrap items-center gap-3">
        <h4 className="font-medium">{dayWords(day)}</h4>
        {isPast ? null : (
          <Button
            size="small"
            onClick={() => {
              changeCompose({ when: { kind: 'at', at: at.toISOString() } });
              document.getElementById('tab')?.querySelector('textarea')?.focus();
            }}
          >
            Write a post for this day
          </Button>
        )}
      </div>
      {entries.length === 0 ? <p className="text-text-2">No posts on this day.</p> : null}
      <ul className="divide-y divide-line">
        {entries.map(({ post, publication, at: moment }) => (
          <li
            key={post.id}
            className="grid grid-cols-[48px_minmax(0,1fr)] items-start py-1 @min-[680px]:grid-cols-[48px_minmax(0,220px)_minmax(0,1fr)]"
          >
            <span className="py-2 text-meta text-text-2">{timeWords(moment)}</span>
            <bdi className="truncate py-2">{publication.clipName}</bdi>
            <ul className="max-[679px]:col-start-2">
              <PostLine publication={publication} post={post} />
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
