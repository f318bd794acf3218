'use client';

import { useEffect } from 'react';
import { percentOf } from '../words/job-words.ts';
import { withTitlePrefix } from './page-title.ts';

/** Keeps a prefix before the title, whatever the page itself calls the tab, and takes it away again. */
export function useTitlePrefix(prefix: string): void {
  useEffect(() => {
    const apply = () => {
      const wanted = withTitlePrefix(document.title, prefix);
      if (document.title !== wanted) document.title = wanted;
    };
    apply();
    const observer = new MutationObserver(apply);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [prefix]);
}

/** Of several icons a browser shows the last. The page's own is React's and stays as it is. */
function showIcon(href: string): void {
  const known = document.head.querySelector<HTMLLinkElement>('link[data-progress]');
  const link = known ?? document.createElement('link');
  link.rel = 'icon';
  link.type = 'image/svg+xml';
  link.dataset['progress'] = '';
  link.href = href;
  const isLast = [...document.head.querySelectorAll('link[rel~="icon"]')].at(-1) === link;
  if (!isLast) document.head.append(link);
}

/** Shows a ring in the browser's tab, in whole percent; the studio's own icon for undefined. */
export function useProgressIcon(fraction: number | null | undefined): void {
  const shown = fraction === undefined || fraction === null ? fraction : percentOf(fraction) / 100;
  useEffect(() => {
    if (shown === undefined) return document.head.querySelector('link[data-progress]')?.remove();
    const colour = (token: string) => getComputedStyle(document.documentElement).getPropertyValue(token).trim();
    let isOver = false;
    // What draws it is fetched with the first job; without it the tab keeps the studio's own icon.
    void import('./progress-icon.ts').then(
      ({ progressIcon }) => {
        if (isOver) return;
        showIcon(progressIcon(shown, { done: colour('--accent'), track: colour('--line-control') }));
      },
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [shown]);
}
