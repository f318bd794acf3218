'use client';

import type { Job } from '@videoexpress/job-schema';
import { useEffect, useRef } from 'react';
import { announcement } from './announcements.ts';
import { leadingFraction, titlePrefix } from './page-title.ts';
import type { QueueSections } from './queue-order.ts';
import { say, useSpoken } from './spoken.ts';
import { useProgressIcon, useTitlePrefix } from './use-tab-marks.ts';

interface JobWatcherProps {
  readonly jobs: Readonly<Record<string, Job>>;
  readonly sections: QueueSections;
}

/** Keeps the tab's title and icon true, and says aloud what a person who does not see the list would miss. */
export function JobWatcher({ jobs, sections }: JobWatcherProps) {
  const before = useRef(jobs);
  const spoken = useSpoken();
  useTitlePrefix(titlePrefix(sections));
  useProgressIcon(leadingFraction(sections));
  useEffect(() => {
    const known = before.current;
    before.current = jobs;
    if (known === jobs) return;
    const news = Object.values(jobs)
      .filter((job) => known[job.id] !== job)
      .map((job) => announcement(known[job.id], job))
      .filter((text) => text !== null);
    if (news.length > 0) say(news.join('. '));
  }, [jobs]);
  return (
    <output aria-live="polite" className="sr-only">
      {spoken}
    </output>
  );
}
