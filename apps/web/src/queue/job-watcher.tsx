'use client';

import type { Job } from '@videoexpress/job-schema';
import { useEffect, useRef } from 'react';
import { announcements } from './announcements.ts';
import { leadingFraction, titlePrefix } from './page-title.ts';
import type { QueueSections } from './queue-order.ts';
import { say, useSpoken } from './spoken.ts';
import { useQueueCounts } from './use-queue-counts.ts';
import { useProgressIcon, useTitlePrefix } from './use-tab-marks.ts';

interface JobWatcherProps {
  readonly jobs: Readonly<Record<string, Job>>;
  readonly sections: QueueSections;
}

/** Keeps the tab's title and icon true, and says aloud what a person who does not see the list would miss. */
export function JobWatcher({ jobs, sections }: JobWatcherProps) {
  const before = useRef(jobs);
  const spoken = useSpoken();
  useTitlePrefix(titlePrefix(sections, useQueueCounts(sections)));
  useProgressIcon(leadingFraction(sections));
  useEffect(() => {
    const known = before.current;
    before.current = jobs;
    if (known === jobs) return;
    const news = announcements(known, jobs);
    if (news !== null) say(news);
  }, [jobs]);
  return (
    <output aria-live="polite" className="sr-only">
      {spoken}
    </output>
  );
}
