'use client';

import { useEffect } from 'react';
import { percentOf } from '../words/job-words.ts';
import { withTitlePrefix } from './page-title.ts';
import { progressIcon } from './progress-icon.ts';

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

/** The icon's own address, before the first ring took its place. */
let ownHref: string | null = null;

/** Shows a ring in the browser's tab, in whole percent; the studio's own icon for undefined. */
export function useProgressIcon(fraction: number | null | undefined): void {
  const shown = fraction === undefined || fraction === null ? fraction : percentOf(fraction) / 100;
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel~="icon"]');
    if (link === null) return;
    ownHref ??= link.href;
    if (shown === undefined) {
      link.href = ownHref;
      return;
    }
    const colour = (token: string) => getComputedStyle(document.documentElement).getPropertyValue(token).trim();
    link.href = progressIcon(shown, { done: colour('--accent'), track: colour('--line-control') });
  }, [shown]);
}
