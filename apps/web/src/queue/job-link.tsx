'use client';

import type { Job } from '@videoexpress/job-schema';
import { Link } from '../parts/soft-link.tsx';
import { isPublishing } from '../words/job-words.ts';
import type { ComponentProps, MouseEvent } from 'react';
import { usePathname, useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { phoneWindow, tabKindOf } from './drawer-choice.ts';

/** Where posts are. */
const postsPath = '/social';

/** Where a job is shown large. */
export function jobPath(id: string): string {
  return `/jobs/${encodeURIComponent(id)}`;
}

/**
 * Shows a job large. Where the Generate tab is already there, only the address changes: what a person typed in its form
 * stays as it is. From any other tab the studio goes there.
 * A post has no clip of its own: it is shown among the others.
 */
export function useOpenJob(): (id: string, isPost?: boolean) => void {
  const router = useRouter();
  const isOnGenerate = tabKindOf(usePathname()) === 'generate';
  return useCallback(
    (id: string, isPost = false) => {
      if (isPost) return router.push(postsPath);
      if (!isOnGenerate) return router.push(jobPath(id));
      window.history.pushState(null, '', jobPath(id));
      if (window.matchMedia(phoneWindow).matches) window.scrollTo({ top: 0 });
    },
    [isOnGenerate, router],
  );
}

interface JobLinkProps extends Omit<ComponentProps<typeof Link>, 'href' | 'onClick'> {
  readonly job: Job;
}

function wantsOtherTab(click: MouseEvent): boolean {
  return click.metaKey || click.ctrlKey || click.shiftKey || click.altKey || click.button !== 0;
}

/** A link to a job, which a person can also open in another tab of the browser. */
export function JobLink({ job, ...rest }: JobLinkProps) {
  const openJob = useOpenJob();
  return (
    <Link
      {...rest}
      href={isPublishing(job) ? postsPath : jobPath(job.id)}
      draggable={false}
      onClick={(click) => {
        if (wantsOtherTab(click)) return;
        click.preventDefault();
        openJob(job.id, isPublishing(job));
      }}
    />
  );
}
