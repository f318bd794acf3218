'use client';

import { publishingServices } from '@videoexpress/job-schema';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { ServiceIcon } from '../../../parts/service-icon.tsx';
import { timeWords } from '../../../publishing/post-words.ts';
import { type CalendarEntry, type CalendarSpan, type DayKey, dayOf, dayWords, movedDay } from './calendar-days.ts';

interface CalendarGridProps {
  readonly days: readonly DayKey[];
  readonly span: CalendarSpan;
  /** The day that is chosen; the keyboard is on it. */
  readonly day: DayKey;
  readonly today: DayKey;
  readonly entries: ReadonlyMap<DayKey, readonly CalendarEntry[]>;
  readonly onDay: (day: DayKey) => void;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const weekClasses = 'grid grid-cols-7 gap-0.5';
const shownInMonth = 2;
const shownInWeek = 8;

function cellLabel(day: DayKey, entries: readonly CalendarEntry[]): string {
  const count = entries.length === 0 ? 'no posts' : entries.length === 1 ? '1 post' : `${entries.length} posts`;
  return `${dayWords(day)}, ${count}`;
}

function EntryLine({ entry }: { entry: CalendarEntry }) {
  const { post, publication } = entry;
  const isBad = post.state === 'rejected' || post.state === 'needs_attention';
  return (
    <span className={`flex min-w-0 items-center gap-1 text-micro ${isBad ? 'text-negative' : 'text-text-2'}`}>
      <ServiceIcon service={post.service} size={12} />
      <span className="sr-only">{publishingServices[post.service]}</span>
      <span className="@max-[680px]:hidden">{timeWords(entry.at)}</span>
      <bdi className="min-w-0 truncate @max-[680px]:hidden">{publication.clipName}</bdi>
    </span>
  );
}

/** Days in weeks. One is chosen; the arrow keys, Home, End, Page Up and Page Down choose another. */
export function CalendarGrid({ days, span, day, today, entries, onDay }: CalendarGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  const follows = useRef(false);
  useEffect(() => {
    if (!follows.current) return;
    follows.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  }, [day]);
  const onKeyDown = (press: KeyboardEvent) => {
    const next = movedDay(press.key, day, span);
    if (next === null) return;
    press.preventDefault();
    follows.current = true;
    onDay(next);
  };
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
  const month = dayOf(day).getMonth();
  const most = span === 'month' ? shownInMonth : shownInWeek;
  return (
    <div ref={grid} role="grid" aria-label="Calendar" className="grid gap-0.5">
      <div role="row" className={weekClasses}>
        {weekdays.map((name) => (
          <span key={name} role="columnheader" className="px-1 text-micro font-medium text-text-2">
            {name}
          </span>
        ))}
      </div>
      {weeks.map((week) => (
        <div key={week[0]} role="row" className={weekClasses}>
          {week.map((each) => {
            const posts = entries.get(each) ?? [];
            const isOther = span === 'month' && dayOf(each).getMonth() !== month;
            return (
              <div
                key={each}
                role="gridcell"
                data-day={each}
                tabIndex={each === day ? 0 : -1}
                aria-selected={each === day}
                aria-label={cellLabel(each, posts)}
                aria-current={each === today ? 'date' : undefined}
                onClick={() => onDay(each)}
                onKeyDown={onKeyDown}
                className={`min-w-0 cursor-pointer overflow-hidden rounded-inner border border-line p-1 hover:bg-surface-2 aria-selected:border-text-1 aria-selected:bg-surface-2 ${span === 'month' ? 'h-20 max-md:h-14' : 'h-40 max-md:h-24'}`}
              >
                <span
                  className={`inline-grid h-5 min-w-5 place-items-center rounded-1 px-1 text-meta ${each === today ? 'bg-surface-3 font-semibold text-text-1' : isOther ? 'text-text-3' : 'text-text-1'}`}
                >
                  {dayOf(each).getDate()}
                </span>
                <span className="mt-0.5 grid gap-0.5 @max-[680px]:flex @max-[680px]:flex-wrap">
                  {posts.slice(0, most).map((entry) => (
                    <EntryLine key={entry.post.id} entry={entry} />
                  ))}
                  {posts.length > most ? <span className="text-micro text-text-2">+{posts.length - most}</span> : null}
                </span>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
