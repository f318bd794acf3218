'use client';

import dynamic from 'next/dynamic';
import { type KeyboardEvent, useId, useRef } from 'react';
import { storedValue, useStoredValue } from '../../stored/stored-value.ts';
import { HistoryList } from './history/history-list.tsx';
import { StateFilter } from './history/state-filter.tsx';

const Calendar = dynamic(() => import('./calendar/calendar.tsx').then((module) => module.Calendar), { ssr: false });
const Drafts = dynamic(() => import('./drafts/drafts.tsx').then((module) => module.Drafts), { ssr: false });

const views = [
  { id: 'history', label: 'History' },
  { id: 'calendar', label: 'Calendar' },
  { id: 'drafts', label: 'Drafts' },
] as const;
type View = (typeof views)[number]['id'];

const chosenView = storedValue<View>(
  'videoexpress.social-view',
  'history',
  (stored) => views.find(({ id }) => id === stored)?.id ?? 'history',
);

/** What became of posts, when they go out, and what is not sent yet. */
export function PostsPanel() {
  const view = useStoredValue(chosenView);
  const id = useId();
  const tabs = useRef<HTMLDivElement>(null);
  const onKeyDown = (press: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[press.key];
    if (step === undefined) return;
    press.preventDefault();
    const at = views.findIndex((each) => each.id === view);
    const next = views[(at + step + views.length) % views.length];
    if (next === undefined) return;
    chosenView.set(next.id);
    tabs.current?.querySelector<HTMLElement>(`[data-view="${next.id}"]`)?.focus();
  };
  return (
    <section aria-label="Posts" className="rounded-2 border border-line">
      <header className="flex min-h-10 items-center gap-2 border-b border-line px-2">
        <div ref={tabs} role="tablist" aria-label="Posts" className="flex">
          {views.map((each) => (
            <button
              key={each.id}
              type="button"
              role="tab"
              id={`${id}-${each.id}`}
              data-view={each.id}
              aria-selected={each.id === view}
              aria-controls={`${id}-panel`}
              tabIndex={each.id === view ? 0 : -1}
              onClick={() => chosenView.set(each.id)}
              onKeyDown={onKeyDown}
              className="-mb-px h-10 border-b-2 border-transparent px-2 font-semibold text-text-2 hover:text-text-1 aria-selected:border-text-1 aria-selected:text-text-1"
            >
              {each.label}
            </button>
          ))}
        </div>
        {view === 'history' ? (
          <span className="ml-auto">
            <StateFilter />
          </span>
        ) : null}
      </header>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${view}`}>
        {view === 'history' ? <HistoryList /> : view === 'calendar' ? <Calendar /> : <Drafts />}
      </div>
    </section>
  );
}
