'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button, IconButton } from '../../../parts/button.tsx';
import { calendarQuery } from '../../../publishing/publication-queries.ts';
import { ChoiceRow } from '../parts/choice-row.tsx';
import {
  type CalendarSpan,
  dayKey,
  dayOf,
  entriesByDay,
  gridDays,
  movedDay,
  plusDays,
  spanWords,
} from './calendar-days.ts';
import { CalendarGrid } from './calendar-grid.tsx';
import { DayPosts } from './day-posts.tsx';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** Posts on the days that they go or went out, by month or by week. */
export function Calendar() {
  const [span, setSpan] = useState<CalendarSpan>('month');
  const [today] = useState(() => dayKey(new Date()));
  const [day, setDay] = useState(today);
  const days = useMemo(() => gridDays(day, span), [day, span]);
  const from = dayOf(days[0] ?? day).toISOString();
  const to = dayOf(plusDays(days.at(-1) ?? day, 1)).toISOString();
  const { data, isError, refetch } = useQuery(calendarQuery(from, to));
  const entries = useMemo(() => entriesByDay(data ?? []), [data]);
  const move = (key: 'PageUp' | 'PageDown') => setDay(movedDay(key, day, span) ?? day);
  return (
    <div className="grid gap-3 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h3 aria-live="polite" className="min-w-40 font-semibold">
          {spanWords(days, day, span)}
        </h3>
        <IconButton label={span === 'month' ? 'Previous month' : 'Previous week'} onClick={() => move('PageUp')}>
          <ChevronLeft {...icon} />
        </IconButton>
        <IconButton label={span === 'month' ? 'Next month' : 'Next week'} onClick={() => move('PageDown')}>
          <ChevronRight {...icon} />
        </IconButton>
        <Button size="small" tone="bare" onClick={() => setDay(today)}>
          Today
        </Button>
        <span className="ml-auto w-36">
          <ChoiceRow
            label="Show"
            isLabelHidden
            choices={[
              { value: 'month', label: 'Month' },
              { value: 'week', label: 'Week' },
            ]}
            chosen={span}
            onChoose={setSpan}
          />
        </span>
      </div>
      {isError ? (
        <p className="flex items-center gap-3 text-text-2">
          The posts of these days could not be read.
          <Button size="small" onClick={() => void refetch()}>
            Try again
          </Button>
        </p>
      ) : null}
      <CalendarGrid days={days} span={span} day={day} today={today} entries={entries} onDay={setDay} />
      <DayPosts day={day} entries={entries.get(day) ?? []} />
    </div>
  );
}
